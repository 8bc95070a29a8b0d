import { common } from './common.ts'
import { desktop } from './desktop.ts'
import { hosts } from './hosts.ts'
import { inspector } from './inspector.ts'
import { library } from './library.ts'
import { notices } from './notices.ts'
import { palette } from './palette.ts'
import { playground } from './playground.ts'
import { problem } from './problem.ts'
import { running } from './running.ts'
import { settings } from './settings.ts'
import { transfers } from './transfers.ts'
import { welcome } from './welcome.ts'

export const en = {
  common,
  problem,
  library,
  inspector,
  transfers,
  running,
  playground,
  hosts,
  settings,
  welcome,
  palette,
  desktop,
  notices,
} as const

export type Messages = typeof en
