import type { HistoryEntry, HistoryFilter } from '#shared/contract/history.ts'
import type { CorralClient } from '#shared/contract/index.ts'

const instant = (ms: number | null) => (ms === null ? null : new Date(ms).toISOString())

/** All entries that pass a filter, in full. */
export async function readAll(client: CorralClient, filter: HistoryFilter): Promise<HistoryEntry[]> {
  const entries: HistoryEntry[] = []
  for (let offset: number | null = 0; offset !== null;) {
    const page: { entries: HistoryEntry[]; next: number | null } = await client.history.export({ ...filter, offset })
    entries.push(...page.entries)
    offset = page.next
  }
  return entries
}

const operationsOf = (entries: readonly HistoryEntry[]) =>
  entries.flatMap(({ row, parts }) => parts.map((part) => ({ partOf: parts.length > 1 ? row.id : null, part })))

/** Operations as JSON, the newest first: times in UTC, durations in milliseconds; `null` is unknown. */
export function toJson(entries: readonly HistoryEntry[]): string {
  const operations = operationsOf(entries).map(({ partOf, part }) => ({
    id: part.id,
    partOf,
    at: instant(part.at),
    endedAt: instant(part.endedAt),
    act: part.act,
    reverses: part.reverses,
    host: { name: part.host.name, url: part.host.url },
    names: part.names,
    state: part.state,
    isUndone: part.isUndone,
    problem: part.problem && { code: part.problem.code, params: part.problem.params },
    calls: part.calls,
    digests: part.digests,
    changes: part.changes,
    moved: part.moved,
  }))
  return `${JSON.stringify({ operations }, null, 2)}\n`
}

/** The same as a table, a line for each operation. */
export async function toCsv(entries: readonly HistoryEntry[]): Promise<string> {
  const { default: papa } = await import('papaparse')
  const rows = operationsOf(entries).map(({ partOf, part }) => ({
    at: instant(part.at),
    endedAt: instant(part.endedAt),
    act: part.act,
    reverses: part.reverses,
    host: part.host.name,
    url: part.host.url,
    name: part.names[0] ?? '',
    to: part.names[1] ?? '',
    state: part.state,
    isUndone: part.isUndone,
    problem: part.problem?.code ?? null,
    calls: part.calls.map(({ method, path, body }) => `${method} ${path} ${JSON.stringify(body)}`).join('\n'),
    answers: part.calls.map(({ status }) => status ?? '').join(' '),
    changes: part.changes.length === 0 ? '' : JSON.stringify(part.changes),
    moved: part.moved,
    id: part.id,
    partOf,
  }))
  // A spreadsheet would take a text that begins like a formula for one.
  return `${papa.unparse(rows, { escapeFormulae: true })}\n`
}
