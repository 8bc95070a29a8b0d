/** A line of a JSON text that can be folded. */
export interface JsonRow {
  /** The keys that lead here, from the root on. */
  path: readonly string[]
  /** Its own key; `null` for the root and in arrays. */
  key: string | null
  kind: 'object' | 'array' | 'scalar'
  /** Keys or elements. */
  size: number
  open: boolean
  value: unknown
}

/** One text for a path, for sets and keys. */
export function pathKey(path: readonly string[]): string {
  return JSON.stringify(path)
}

type Children = [step: string, key: string | null, value: unknown][]

function childrenOf(value: unknown): Children | null {
  if (Array.isArray(value)) return value.map((child: unknown, at) => [String(at), null, child])
  if (typeof value === 'object' && value !== null) return Object.entries(value).map(([key, child]) => [key, key, child])
  return null
}

/** The lines there are to see: what is closed shows itself alone. `open` holds the keys of open paths. */
export function jsonRows(root: unknown, open: ReadonlySet<string>): JsonRow[] {
  const rows: JsonRow[] = []
  const add = (path: readonly string[], key: string | null, value: unknown) => {
    const children = childrenOf(value)
    const isOpen = children !== null && children.length > 0 && open.has(pathKey(path))
    const kind = children === null ? 'scalar' : Array.isArray(value) ? 'array' : 'object'
    rows.push({ path, key, kind, size: children?.length ?? 0, open: isOpen, value })
    if (isOpen) for (const [step, name, child] of children) add([...path, step], name, child)
  }
  add([], null, root)
  return rows
}

/** The paths above one, from the root on. */
export function pathsAbove(path: readonly string[]): string[][] {
  return path.map((_, length) => path.slice(0, length))
}

/**
 * Looks through all keys and values for `query`, whatever the case, and yields the path of each that has
 * it, or `null` now and then, so that the caller can do something else in between.
 */
export function* findPaths(root: unknown, query: string): Generator<string[] | null, void> {
  const wanted = query.toLowerCase()
  let looked = 0
  function* look(path: string[], key: string | null, value: unknown): Generator<string[] | null, void> {
    if (++looked % PAUSE === 0) yield null
    const children = childrenOf(value)
    const text = children === null ? String(value) : ''
    if (`${key ?? ''}\n${text}`.toLowerCase().includes(wanted)) yield path
    for (const [step, name, child] of children ?? []) yield* look([...path, step], name, child)
  }
  if (wanted !== '') yield* look([], null, root)
}

/** Values between two pauses of a search; they take a few milliseconds. */
const PAUSE = 2000
