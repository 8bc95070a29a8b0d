import type { ContractRouterClient } from '@orpc/contract'
import { bin } from './bin.ts'
import { desktop } from './desktop.ts'
import { embeddings } from './embeddings.ts'
import { events } from './events.ts'
import { history } from './history.ts'
import { hosts } from './hosts.ts'
import { library } from './library.ts'
import { memory } from './memory.ts'
import { measured } from './measured.ts'
import { notes } from './notes.ts'
import { pageState } from './page-state.ts'
import { playground } from './playground.ts'
import { portable } from './portable.ts'
import { presets } from './presets.ts'
import { prompts } from './prompts.ts'
import { running } from './running.ts'
import { settings } from './settings.ts'
import { system } from './system.ts'
import { transfers } from './transfers.ts'
import { updates } from './updates.ts'

/** All calls that the page can make to the core, from the window or a browser. */
export const contract = {
  history,
  hosts,
  library,
  bin,
  measured,
  notes,
  transfers,
  updates,
  memory,
  running,
  events,
  embeddings,
  playground,
  pageState,
  portable,
  presets,
  prompts,
  settings,
  system,
  desktop,
}

export type CorralClient = ContractRouterClient<typeof contract>
