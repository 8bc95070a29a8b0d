import { first } from './first.ts'
import { playground } from './playground.ts'

export const en = { ...first, playground } as const

export type Messages = typeof en
