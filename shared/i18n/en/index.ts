import { bin } from './bin.ts'
import { first } from './first.ts'
import { history } from './history.ts'
import { inspector } from './inspector.ts'
import { memoryFit } from './memory-fit.ts'
import { playground } from './playground.ts'
import { presets } from './presets.ts'
import { rest } from './rest.ts'
import { tryTexts } from './try.ts'
import { updates } from './updates.ts'

export const en = {
  ...first,
  ...rest,
  bin,
  history,
  inspector,
  memoryFit,
  playground,
  presets,
  try: tryTexts,
  updates,
} as const

export type Messages = typeof en
