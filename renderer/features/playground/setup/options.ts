import { modelOptions, type ModelOptions } from '#shared/contract/fields.ts'

export type ParsedOptions =
  | { options: ModelOptions }
  /** `json`: no JSON object. `line`: no `key=value`. `value`: of a type that no option of Ollama has. */
  | { fault: 'json' | 'line' | 'value'; text: string }

/**
 * Loader options as a user writes them: one `key=value` per line, or one JSON object. A value is a number,
 * `true`, `false`, a list of texts in JSON, or text.
 */
export function parseOptions(text: string): ParsedOptions {
  const trimmed = text.trim()
  if (trimmed.startsWith('{')) return fromJson(trimmed)
  const options: Record<string, unknown> = {}
  for (const line of trimmed.split('\n')) {
    const entry = line.trim()
    if (entry === '') continue
    const equals = entry.indexOf('=')
    const key = entry.slice(0, Math.max(0, equals)).trim()
    if (!/^\w+$/.test(key)) return { fault: 'line', text: entry }
    options[key] = valueOf(entry.slice(equals + 1).trim())
  }
  return checked(options)
}

/**
 * The text with one option set to a number, or without it where that is `null`; everything else stays as it
 * was written. A text that cannot be read is left alone.
 */
export function withOption(text: string, key: string, value: number | null): string {
  const parsed = parseOptions(text)
  if ('fault' in parsed) return text
  if (text.trim().startsWith('{')) {
    const { [key]: _, ...others } = parsed.options
    return JSON.stringify(value === null ? others : { ...others, [key]: value }, null, 1)
  }
  const lines = text.split('\n').filter((line) => line.slice(0, Math.max(0, line.indexOf('='))).trim() !== key)
  const others = lines.join('\n').trim()
  if (value === null) return others
  return others === '' ? `${key}=${value}` : `${key}=${value}\n${others}`
}

function fromJson(text: string): ParsedOptions {
  try {
    return checked(JSON.parse(text) as Record<string, unknown>)
  } catch {
    return { fault: 'json', text }
  }
}

/** The value as JSON; the text itself if it is no JSON. */
function valueOf(text: string): unknown {
  try {
    return JSON.parse(text) as unknown
  } catch {
    return text
  }
}

function checked(options: Record<string, unknown>): ParsedOptions {
  const parsed = modelOptions.safeParse(options)
  if (parsed.success) return { options: parsed.data }
  const key = parsed.error.issues[0]?.path[0]
  return { fault: 'value', text: key === undefined ? '' : String(key) }
}
