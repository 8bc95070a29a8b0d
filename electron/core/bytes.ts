/** Bytes with a buffer of their own, which can be transferred to another thread; a pooled `Buffer` cannot. */
export type OwnBytes = Uint8Array<ArrayBuffer>

/** The concatenated chunks, in a new buffer. */
export function joinBytes(chunks: readonly Uint8Array[]): OwnBytes {
  const joined = new Uint8Array(chunks.reduce((sum, { length }) => sum + length, 0))
  let end = 0
  for (const chunk of chunks) {
    joined.set(chunk, end)
    end += chunk.length
  }
  return joined
}
