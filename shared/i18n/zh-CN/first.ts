import type { first as english } from '../en/first.ts'
import type { Translation } from '../index.ts'
import { common } from './common.ts'
import { desktop } from './desktop.ts'
import { hosts } from './hosts.ts'
import { library } from './library.ts'
import { notices } from './notices.ts'
import { palette } from './palette.ts'
import { problem } from './problem.ts'
import { running } from './running.ts'
import { settings } from './settings.ts'
import { transfers } from './transfers.ts'
import { welcome } from './welcome.ts'

/** The texts that the page needs at its start; those of inspector and playground come with them. */
export const first: Translation<typeof english> = {
  common,
  problem,
  library,
  transfers,
  running,
  hosts,
  settings,
  welcome,
  palette,
  desktop,
  notices,
}
