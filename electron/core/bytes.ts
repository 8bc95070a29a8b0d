/** Bytes in memory of their own, so that they can be transferred to another thread: a pooled `Buffer` cannot. */
export type OwnBytes = Uint8Array<ArrayBuffer>

/** The chunks one after another, copied into memory of their own. */
export function joinBytes(chunks: readonly Uint8Array[]): OwnBytes {
  const joined = new Uint8Array(chunks.reduce((sum, { length }) => sum + length, 0))
  let end = 0
  for (const chunk of chunks) {
    joined.set(chunk, end)
    end += chunk.length
  }
  return joined
}
