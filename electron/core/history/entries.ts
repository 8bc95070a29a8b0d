import type { HistoryCall, HistoryPart, HistoryRow } from '#shared/contract/history.ts'
import { isBinName } from '#shared/domain/bin-names.ts'
import { transferCall } from '#shared/ollama/calls.ts'
import type { Operation } from '../operations/operation.ts'
import type { UndoState } from '../operations/undo.ts'
import { isAddition, isRemoval } from './changed-fields.ts'

/** What of an operation depends on others and on the hosts as they are now. */
export interface Present {
  undo: UndoState
  isUndone: boolean
  reverses: HistoryRow['reverses']
  canRetry: boolean
}

/** How many names of a bulk a line tells. */
const TOLD_NAMES = 3

export function actOf({ kind, before, after, changes }: Operation): HistoryRow['act'] {
  if (kind === 'delete') {
    const names = Object.keys(after)
    if (names.some((name) => isBinName(name) && after[name] !== null)) return 'bin'
    return names.some((name) => isBinName(name) && before[name] !== null) ? 'empty' : 'delete'
  }
  if (kind === 'load') return changes.length > 0 ? 'keep_alive' : 'load'
  if (kind !== 'host') return kind
  if (isRemoval(changes)) return 'host_remove'
  return isAddition(changes) ? 'host_add' : 'host_change'
}

/** The requests of an operation. Those of a transfer are not stored: they follow from what it was asked for. */
function callsOf({ kind, job, names, steps, state, problem }: Operation): HistoryCall[] {
  if (!job || (kind !== 'pull' && kind !== 'push'))
    return steps.map(({ call, outcome }) => ({ ...call, status: outcome?.status ?? null, ms: outcome?.ms ?? null }))
  const call = transferCall(kind, { model: names[0] ?? '', insecure: job.insecure, stream: !job.silent })
  const status = state === 'done' ? 200 : (problem?.status ?? null)
  return [{ ...call, status, ms: state === 'done' || state === 'failed' ? job.activeMs : null }]
}

export function toPart(operation: Operation, { canRetry, ...present }: Present): HistoryPart {
  const { id, hostId, hostName, url, names, at, endedAt, state, problem, before, after, changes, job } = operation
  return {
    ...present,
    canRetry,
    id,
    act: actOf(operation),
    host: { id: hostId, name: hostName, url },
    names,
    at,
    endedAt,
    state,
    problem,
    calls: callsOf(operation),
    digests: Object.entries(after).map(([name, digest]) => ({ name, before: before[name] ?? null, after: digest })),
    changes,
    moved: job && job.moved > 0 ? job.moved : null,
  }
}

/** A line for one operation, or for several that were asked for at once. */
export function toRow(id: string, parts: readonly HistoryPart[]): HistoryRow {
  const [first] = parts as [HistoryPart]
  const { calls: _, digests: __, changes: ___, moved: ____, canRetry: _____, ...summary } = first
  // The others are steps of this one.
  const isOne = parts.length === 1 || first.id === id
  if (isOne) return { ...summary, parts: null }
  const failed = parts.filter(({ state }) => state === 'failed').length
  const ends = parts.map(({ endedAt }) => endedAt)
  return {
    ...summary,
    id,
    names: parts.slice(0, TOLD_NAMES).map(({ names }) => names[0] ?? ''),
    endedAt: ends.includes(null) ? null : Math.max(...ends.map((at) => at ?? 0)),
    state: stateOf(parts),
    isUndone: parts.every(({ isUndone, undo }) => isUndone || undo === null),
    problem: parts.find(({ problem }) => problem)?.problem ?? null,
    undo: parts.find(({ undo }) => undo?.possible)?.undo ?? parts.find(({ undo }) => undo !== null)?.undo ?? null,
    parts: { total: parts.length, failed },
  }
}

function stateOf(parts: readonly HistoryPart[]): HistoryRow['state'] {
  for (const state of ['running', 'unknown', 'failed', 'done', 'cancelled'] as const)
    if (parts.some((part) => part.state === state)) return state
  return 'undone'
}
