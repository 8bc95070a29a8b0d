import { first } from './first.ts'
import { inspector } from './inspector.ts'
import { playground } from './playground.ts'

export const en = { ...first, inspector, playground } as const

export type Messages = typeof en
