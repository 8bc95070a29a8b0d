import { first } from './first.ts'
import { inspector } from './inspector.ts'
import { playground } from './playground.ts'
import { rest } from './rest.ts'

export const en = { ...first, ...rest, inspector, playground } as const

export type Messages = typeof en
