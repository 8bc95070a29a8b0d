/** The kinds of fields, each with its description. */
const kinds = {
  text: (value: unknown) => typeof value === 'string',
  number: (value: unknown) => typeof value === 'number' && Number.isFinite(value),
  digest: (value: unknown) => typeof value === 'string' && /^[0-9a-f]{64}$/.test(value),
  date: (value: unknown) =>
    typeof value === 'string' && /^\d{4}-\d\d-\d\dT/.test(value) && !Number.isNaN(Date.parse(value)),
  texts: (value: unknown) => Array.isArray(value) && value.every((entry) => typeof entry === 'string'),
  object: (value: unknown) => typeof value === 'object' && value !== null && !Array.isArray(value),
} as const

/** Keys with a `?` may be absent; those with `|null` in their kind may be null. */
export type Shape = Record<string, keyof typeof kinds | `${keyof typeof kinds}|null`>

/** A description of the fields that are missing or of the wrong kind; empty if there are none. */
export function faultsOf(value: unknown, shape: Shape, at = ''): string[] {
  if (!kinds.object(value)) return [`${at || 'the answer'} is no object`]
  const fields = value as Record<string, unknown>
  return Object.entries(shape).flatMap(([name, wanted]) => {
    const key = name.replace(/\?$/, '')
    const [kind, nullable] = wanted.split('|') as [keyof typeof kinds, 'null' | undefined]
    const field = fields[key]
    const absent = field === undefined && name.endsWith('?')
    if (absent || (field === null && nullable) || kinds[kind](field)) return []
    return [`${at}${key} is ${field === undefined ? 'absent' : JSON.stringify(field).slice(0, 40)}`]
  })
}

export const details: Shape = {
  format: 'text',
  family: 'text',
  families: 'texts|null',
  parameter_size: 'text',
  quantization_level: 'text',
}
