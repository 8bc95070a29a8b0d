import { MAX_RUNS, MAX_TEXT_CHARACTERS, MAX_TEXTS } from '#shared/contract/embedding-bounds.ts'

/** The first `count` items whose sizes together are at most the characters of one run; one that is too large is skipped. */
function fitting<T>(items: readonly T[], count: number, sizeOf: (item: T) => number): T[] {
  let room = MAX_TEXT_CHARACTERS
  const kept: T[] = []
  for (const item of items) {
    const size = sizeOf(item)
    if (kept.length === count || size > room) continue
    kept.push(item)
    room -= size
  }
  return kept
}

/** The texts that one run can embed and that are saved, in order. */
export function fittingTexts<T extends { text: string }>(entries: readonly T[]): T[] {
  return fitting(entries, MAX_TEXTS, ({ text }) => text.length)
}

/** The runs that are saved, as their texts fit together. */
export function fittingRuns<R extends { texts: readonly { text: string; group: string | null }[] }>(
  runs: readonly R[],
): R[] {
  return fitting(runs, MAX_RUNS, ({ texts }) =>
    texts.reduce((sum, { text, group }) => sum + text.length + (group?.length ?? 0), 0),
  )
}
