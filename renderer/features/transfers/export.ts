import type { Transfer } from '#shared/contract/transfers.ts'

const instant = (ms: number | null) => (ms === null ? null : new Date(ms).toISOString())

/** Ended transfers as JSON: times in UTC, sizes in bytes; `null` is unknown. */
export function exportOf(list: readonly Transfer[], hostName: (hostId: string) => string | null): string {
  const transfers = list.map((transfer) => ({
    kind: transfer.kind,
    model: transfer.name,
    host: hostName(transfer.hostId),
    outcome: transfer.state,
    startedAt: instant(transfer.startedAt),
    endedAt: instant(transfer.endedAt),
    activeMs: transfer.activeMs,
    attempt: transfer.attempt,
    rescues: transfer.rescues,
    // Without sizes from the server the byte counts are unknown too.
    total: transfer.total > 0 ? transfer.total : null,
    completed: transfer.total > 0 ? transfer.completed : null,
    moved: transfer.total > 0 ? transfer.moved : null,
    alreadyThere: transfer.total > 0 ? transfer.cached : null,
    problem: transfer.problem && { code: transfer.problem.code, params: transfer.problem.params },
  }))
  return `${JSON.stringify({ transfers }, null, 2)}\n`
}
