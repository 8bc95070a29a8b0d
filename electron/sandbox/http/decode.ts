import { parseDuration, FOREVER } from './go.ts'
import { Refusal } from './refusal.ts'
import { checkSyntax } from './syntax.ts'

/** The types of fields, by the name of the Go type. */
interface Kinds {
  string: string
  bool: boolean
  int: number
  any: unknown
  'map[string]interface {}': Record<string, unknown>
  'map[string]string': Record<string, string>
  '[]api.Message': { role?: string; content?: string; images?: string[] }[]
  /** Milliseconds. */
  Duration: number
}

type Fields = Record<string, keyof Kinds>
export type Decoded<F extends Fields> = { [K in keyof F]?: Kinds[F[K]] }

/** Go's name for the type of a JSON value. */
function kindOf(value: unknown): string {
  if (Array.isArray(value)) return 'array'
  return typeof value === 'boolean' ? 'bool' : typeof value
}

function fits(value: unknown, type: keyof Kinds): boolean {
  switch (type) {
    case 'any':
    case 'Duration':
      return true
    case 'string':
      return typeof value === 'string'
    case 'bool':
      return typeof value === 'boolean'
    case 'int':
      return Number.isInteger(value)
    case '[]api.Message':
      return Array.isArray(value)
    default:
      return kindOf(value) === 'object'
  }
}

/** `keep_alive` in milliseconds: seconds or a Go duration; negative for no limit. */
function duration(value: unknown, wholeSeconds: boolean): number {
  if (typeof value === 'boolean') throw new Error("Unsupported type: 'bool'")
  if (typeof value === 'object')
    throw new Error(`Unsupported type: '${Array.isArray(value) ? '[]' : 'map[string]'}interface {}'`)
  const ms =
    typeof value === 'string' ? parseDuration(value) : (wholeSeconds ? Math.trunc(Number(value)) : Number(value)) * 1000
  return ms < 0 ? FOREVER : ms
}

/**
 * Reads a request body as Go's JSON decoder reads it into the struct `name`: unknown fields are ignored, `null` is
 * the same as absent, keys match in any letter case. With `wholeSeconds` the fraction of a numeric duration is
 * dropped. Throws a 400 with Go's text.
 */
export function decode<const F extends Fields>(
  body: Buffer,
  name: string,
  fields: F,
  { wholeSeconds = false } = {},
): Decoded<F> {
  const text = body.toString('utf8')
  if (text.trim() === '') throw new Refusal(400, 'missing request body')
  const value: unknown = JSON.parse(checkSyntax(text))
  if (value === null) return {}
  if (kindOf(value) !== 'object')
    throw new Refusal(400, `json: cannot unmarshal ${kindOf(value)} into Go value of type api.${name}`)
  const decoded: Record<string, unknown> = {}
  for (const [key, given] of Object.entries(value as object)) {
    const field = Object.hasOwn(fields, key) ? key : key.toLowerCase()
    const type = Object.hasOwn(fields, field) ? fields[field] : undefined
    if (type === undefined || given === null) continue
    if (!fits(given, type)) {
      const what = type === 'int' && typeof given === 'number' ? `number ${given}` : kindOf(given)
      throw new Refusal(400, `json: cannot unmarshal ${what} into Go struct field ${name}.${field} of type ${type}`)
    }
    decoded[field] = type === 'Duration' ? attempt(() => duration(given, wholeSeconds)) : given
  }
  return decoded as Decoded<F>
}

function attempt<T>(read: () => T): T {
  try {
    return read()
  } catch (error) {
    throw new Refusal(400, error instanceof Error ? error.message : String(error))
  }
}
