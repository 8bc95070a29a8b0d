import type { Notice } from '#shared/contract/system.ts'
import type { ProblemCode } from '#shared/contract/problem.ts'
import type { Transfer } from '#shared/contract/transfers.ts'

/** What the parent asks of the core: a call of the contract (`transfers.start`), `wake`, or `full` with a `Full`. */
export interface Call {
  n: number
  path: string
  input: unknown
}

/** The disk has no room for so many `writes`, after so many that succeed. */
export interface Full {
  after: number
  writes: number
}

export type JobView = Pick<Transfer, 'id' | 'name' | 'kind' | 'state' | 'rank' | 'attempt'> & {
  problem: ProblemCode | null
}

/** What the core knows at one moment. */
export interface View {
  transfers: JobView[]
  /** The kinds of the operations that have not ended. */
  open: string[]
  reach: string[]
  parallel: number
  notices: Pick<Notice, 'code' | 'params'>[]
}

export type Message =
  | { type: 'opening' }
  | { type: 'ready'; view: View }
  | { type: 'answer'; n: number; code: ProblemCode | null; value: unknown; view: View }
