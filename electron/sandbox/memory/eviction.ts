/** Models per GPU, or without a GPU, that are loaded at most (`OLLAMA_MAX_LOADED_MODELS`). */
const PER_GPU = 3

/** A loaded model, as far as the choice depends on it. */
interface Candidate {
  users: number
  /** Milliseconds. */
  keepAlive: number
  /** The path of its file, or what sorts the same. */
  key: string
}

export function mostLoaded(gpus: number): number {
  return PER_GPU * Math.max(1, gpus)
}

/** Whether a second model is loaded without an eviction. `predicted` is 0 if it will not use a GPU. */
export function hasRoom(predicted: number, free: readonly number[]): boolean {
  // Without a GPU only the number counts, never the memory.
  if (free.length === 0 || predicted === 0) return true
  return predicted <= 0.8 * free.reduce((sum, bytes) => sum + bytes, 0)
}

/** The model that is evicted next: an idle one, then that with the shortest keep-alive, then by path. */
export function victimOf<T extends Candidate>(loaded: readonly T[]): T | undefined {
  const [first] = [...loaded].sort(
    (a, b) => Number(a.users > 0) - Number(b.users > 0) || a.keepAlive - b.keepAlive || (a.key < b.key ? -1 : 1),
  )
  return first
}
