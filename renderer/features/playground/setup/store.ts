import { create } from 'zustand'
import { noKeepAlive, type KeepAliveDraft } from '../../running/keep-alive-draft.ts'

/** Settings of the next run. */
export interface Setup {
  model: string | null
  /** A second model for the same texts; `null` for none. */
  second: string | null
  truncate: boolean
  /** `null` for all. */
  dimensions: number | null
  /** As typed; see `parseOptions`. */
  options: string
  keep: KeepAliveDraft
}

export const useSetup = create<Setup & { change: (setup: Partial<Setup>) => void }>((set) => ({
  model: null,
  second: null,
  truncate: true,
  dimensions: null,
  options: '',
  keep: noKeepAlive,
  change: (setup) => set(setup),
}))
