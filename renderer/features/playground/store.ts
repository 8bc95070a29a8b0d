import { create } from 'zustand'
import type { Run } from '#shared/contract/embeddings.ts'
import type { Problem } from '#shared/contract/problem.ts'
import { noKeep, type KeepDraft } from '../running/keep.ts'

/** What the next run takes. */
export interface Setup {
  /** One text a line, as typed. */
  text: string
  model: string | null
  truncate: boolean
  dimensions: number | null
  options: string
  keep: KeepDraft
}

export type Work =
  | { kind: 'idle' }
  /** `done` of `count` texts; then the vectors are read and compared. */
  | { kind: 'running'; model: string; done: number; count: number; stage: 'embedding' | 'reading' | 'comparing' }
  | { kind: 'failed'; problem: Problem }

/** A run with what was worked out from its vectors, which the worker keeps. */
export interface Result {
  run: Run
  texts: readonly string[]
  /** The first so many texts are in the matrix. */
  shown: number
  matrix: Float32Array
}

interface Playground {
  setup: Setup
  /** Whether the texts are being written; else those of the result are listed. */
  isEditing: boolean
  work: Work
  result: Result | null
  /** Index of the text whose neighbours are shown. */
  selected: number
  change: (setup: Partial<Setup>) => void
  edit: (isEditing: boolean) => void
  select: (selected: number) => void
}

/** Outlives the place, so that texts, a run and its result are still there after a look elsewhere. */
export const usePlayground = create<Playground>((set) => ({
  setup: { text: '', model: null, truncate: true, dimensions: null, options: '', keep: noKeep },
  isEditing: true,
  work: { kind: 'idle' },
  result: null,
  selected: 0,
  change: (setup) => set((state) => ({ setup: { ...state.setup, ...setup } })),
  edit: (isEditing) => set({ isEditing }),
  select: (selected) => set({ selected }),
}))
