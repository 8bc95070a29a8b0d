import type { Host } from '../contract/hosts.ts'
import { canonicalName, isFault, parseName } from '../ollama/name.ts'

/** The key of a model in what the user keeps about it. It outlives the model. */
export interface ModelKey {
  /** See `hostKey`. */
  host: string
  name: string
}

/** The key of a host: its address, which stays when its id changes. The sandbox has another one each time. */
export function hostKey({ kind, url }: Pick<Host, 'kind' | 'url'>): string {
  return kind === 'sandbox' ? 'sandbox' : url
}

/** The same text for all spellings of one model. */
export function nameKey(name: string): string {
  const parts = parseName(name)
  return isFault(parts) ? name.toLowerCase() : canonicalName(parts)
}

export function modelKey({ host, name }: ModelKey): string {
  return `${host} ${nameKey(name)}`
}

export function findOfModel<T extends ModelKey>(entries: readonly T[], of: ModelKey): T | undefined {
  const key = modelKey(of)
  return entries.find((entry) => entry.host === of.host && modelKey(entry) === key)
}
