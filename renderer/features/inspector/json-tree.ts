/** A visible line of a JSON tree. */
export interface JsonRow {
  /** The keys from the root to this node. */
  path: readonly string[]
  /** Its own key; `null` for the root and in arrays. */
  key: string | null
  kind: 'object' | 'array' | 'scalar'
  /** Keys or elements. */
  size: number
  open: boolean
  value: unknown
}

/** A path as one string, for sets and React keys. */
export function pathKey(path: readonly string[]): string {
  return JSON.stringify(path)
}

type Children = [step: string, key: string | null, value: unknown][]

function childrenOf(value: unknown): Children | null {
  if (Array.isArray(value)) return value.map((child: unknown, at) => [String(at), null, child])
  if (typeof value === 'object' && value !== null) return Object.entries(value).map(([key, child]) => [key, key, child])
  return null
}

/** The visible lines: a closed node is one line. `open` has the keys of the open paths. */
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

/** All prefixes of a path, from the root on. */
export function pathsAbove(path: readonly string[]): string[][] {
  return path.map((_, length) => path.slice(0, length))
}

/**
 * Searches all keys and values for `query`, ignoring case. Yields the path of each match, and `null` at times, so
 * that the caller can pause.
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

/** Values between two pauses of a search, which take a few milliseconds. */
const PAUSE = 2000
