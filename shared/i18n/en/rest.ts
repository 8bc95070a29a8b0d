import { calls } from './calls.ts'
import { desktop } from './desktop.ts'
import { hosts } from './hosts.ts'
import { notices } from './notices.ts'
import { palette } from './palette.ts'
import { portable } from './portable.ts'
import { problem } from './problem.ts'
import { running } from './running.ts'
import { settings } from './settings.ts'
import { transfers } from './transfers.ts'
import { welcome } from './welcome.ts'

/** The texts that the page loads right after its first paint; those of inspector and playground come with them. */
export const rest = {
  calls,
  problem,
  portable,
  transfers,
  running,
  hosts,
  settings,
  welcome,
  palette,
  desktop,
  notices,
} as const
