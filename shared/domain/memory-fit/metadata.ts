import type { Fields } from '../../ollama/fields.ts'

/** The metadata of one architecture, read key by key: only figures that can be sizes. */
export interface Metadata {
  architecture: string
  /** A positive number; `null` for anything else. */
  number(key: string): number | null
  /** A number for each layer, from a list or one number for all; `null` if not known. */
  ofLayer(key: string, layer: number): number | null
  /** Whether the server has the key, also if it withholds its list. */
  has(key: string): boolean
  /** Whether the key holds a list that the server withholds. */
  isWithheld(key: string): boolean
}

/** Larger figures are no sizes and would overflow. */
const MOST = 2 ** 40

function size(value: unknown): number | null {
  if (typeof value === 'boolean') return Number(value)
  return typeof value === 'number' && value >= 0 && value <= MOST ? value : null
}

export function readMetadata(info: Fields): Metadata {
  const named = info['general.architecture']
  const architecture = typeof named === 'string' ? named : ''
  const valueOf = (key: string) => info[`${architecture}.${key}`]
  return {
    architecture,
    number: (key) => size(valueOf(key)) || null,
    ofLayer(key, layer) {
      const value = valueOf(key)
      return size(Array.isArray(value) ? (value as unknown[])[layer] : value)
    },
    has: (key) => valueOf(key) !== undefined,
    isWithheld: (key) => valueOf(key) === null,
  }
}

/** The lists that decide on the memory and that `show` withholds without `verbose`. */
const lists = ['attention.head_count', 'attention.sliding_window_pattern', 'feed_forward_length'] as const

/** The full keys of those lists that are withheld here. The key-value heads are read from the tensors instead. */
export function withheldLists(info: Fields): string[] {
  const metadata = readMetadata(info)
  return lists.filter(metadata.isWithheld).map((key) => `${metadata.architecture}.${key}`)
}
