import type { Clock } from '../core/platform.ts'
import type { Faults } from './faults.ts'
import type { Generation } from './generations.ts'
import type { Puller } from './pull.ts'
import type { Pusher } from './push.ts'
import type { Registry } from './registry.ts'
import type { Runners } from './runners.ts'
import type { Store } from './store.ts'

/** Whether an account is signed in at ollama.com, or ollama.com is unreachable. */
export const accounts = ['offline', 'signed-out', 'signed-in'] as const
export type Account = (typeof accounts)[number]

/** Who is signed in. */
export const ACCOUNT = {
  id: 'c0ffee00-0000-4000-8000-000000000000',
  email: 'ada@example.com',
  name: 'ada',
  plan: 'free',
} as const

/** The state that all routes share. */
export interface Context {
  clock: Clock
  faults: Faults
  store: Store
  registry: Registry
  puller: Puller
  pusher: Pusher
  runners: Runners
  /** The version of Ollama that is imitated. */
  generation: Generation
  version: string
  account: Account
}
