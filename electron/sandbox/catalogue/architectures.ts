/** The parameters of an architecture, from which its metadata and tensors are derived. */
export interface Architecture {
  /** `general.architecture`, the prefix of its keys. */
  name: string
  blocks: number
  context: number
  embedding: number
  feedForward: number
  heads: number
  /** Absent for encoders, which have no key-value cache. */
  kvHeads?: number
  /** Length of a head's key and value if it is not embedding / heads. */
  headLength?: number
  ropeBase?: number
  ropeDimensions?: number
  epsilon: number
  /** Sliding window in tokens, and the interval of layers with full attention. */
  window?: { tokens: number; every: number }
  vision?: Vision
  /** Additional keys, without the prefix. */
  more?: Record<string, unknown>
}

/** An image encoder in the same file. */
export interface Vision {
  blocks: number
  embedding: number
  feedForward: number
  heads: number
  imageSize: number
  patchSize: number
  style: 'siglip' | 'pixtral'
  more?: Record<string, unknown>
}

export function keyLength({ headLength, embedding, heads }: Architecture): number {
  return headLength ?? embedding / heads
}

export function isEncoder({ kvHeads }: Architecture): boolean {
  return kvHeads === undefined
}
