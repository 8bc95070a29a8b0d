import * as fc from 'fast-check'

/** The path of a field: keys of objects and indices of lists, outermost first. */
export type Path = (string | number)[]

/** A changed field: `value` is `undefined` if it is removed. */
export interface Mutation {
  path: Path
  kind: 'dropped' | 'nulled' | 'retyped' | 'emptied' | 'doubled'
  value: unknown
}

/** Any change of any one field of `answer` below `under`, at every depth. */
export function mutationOf(answer: unknown, under: Path = []): fc.Arbitrary<Mutation> {
  return fc.constantFrom(...pathsIn(valueAt(answer, under), under)).chain((path) => {
    const value = valueAt(answer, path)
    return fc.oneof(
      fc.constant<Mutation>({ path, kind: 'dropped', value: undefined }),
      fc.constant<Mutation>({ path, kind: 'nulled', value: null }),
      fc.constant<Mutation>({ path, kind: 'emptied', value: emptied(value) }),
      fc.constant<Mutation>({ path, kind: 'doubled', value: doubled(value) }),
      fc
        .jsonValue()
        .filter((other) => typeOf(other) !== typeOf(value))
        .map((other): Mutation => ({ path, kind: 'retyped', value: other })),
    )
  })
}

/** A copy of `answer` with `value` at `path`, or without that field. */
export function withValue(answer: unknown, path: Path, value: unknown): unknown {
  const copy = structuredClone(answer)
  const key = path.at(-1)
  const holder = valueAt(copy, path.slice(0, -1)) as Record<string | number, unknown>
  if (key === undefined) return value
  if (value !== undefined) holder[key] = value
  else if (Array.isArray(holder)) holder.splice(Number(key), 1)
  else delete holder[key]
  return copy
}

export function valueAt(answer: unknown, path: Path): unknown {
  return path.reduce((value, key) => (value as Record<string | number, unknown> | undefined)?.[key], answer)
}

function pathsIn(value: unknown, path: Path): Path[] {
  if (typeof value !== 'object' || value === null) return []
  const keys = Array.isArray(value) ? [...value.keys()] : Object.keys(value)
  return keys.flatMap((key) => {
    const at = [...path, key]
    return [at, ...pathsIn((value as Record<string | number, unknown>)[key], at)]
  })
}

const typeOf = (value: unknown) => (value === null ? 'null' : Array.isArray(value) ? 'list' : typeof value)

function emptied(value: unknown): unknown {
  if (Array.isArray(value)) return []
  if (typeof value === 'object' && value !== null) return {}
  return typeof value === 'number' ? 0 : typeof value === 'boolean' ? false : ''
}

function doubled(value: unknown): unknown {
  if (Array.isArray(value)) return [...(value as unknown[]), ...(value as unknown[])]
  if (typeof value === 'string') return value + value
  return typeof value === 'number' ? value * 2 : [value, value]
}
