import type { Secrets } from './platform.ts'

/** Secrets in memory, for this run only: without a key store, and in tests. */
export function memorySecrets(): Secrets {
  const kept = new Map<string, string>()
  return {
    kind: 'run',
    get: async (key) => kept.get(key) ?? null,
    async set(key, value) {
      kept.set(key, value)
    },
    async remove(key) {
      kept.delete(key)
    },
  }
}
