import type { Loaded } from '#shared/contract/running.ts'

/**
 * The name under which a model is in memory, or `null`. A copy has the same runner as its original,
 * listed under whichever name loaded it; a cloud stub is never in memory.
 */
export function loadedAs(
  model: { name: string; digest: string | null; cloud: unknown },
  running: readonly Pick<Loaded, 'name' | 'digest'>[],
): string | null {
  if (model.cloud !== null) return null
  const exact = running.find(({ name }) => name === model.name)
  if (exact || model.digest === null) return exact?.name ?? null
  return running.find(({ digest }) => digest === model.digest)?.name ?? null
}
