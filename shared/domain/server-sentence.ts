import { parseJson } from '../ollama/fields.ts'

/** Longest sentence, in characters. */
const LONGEST = 160
/** The deepest JSON within JSON that gateways are known to nest errors in. */
const DEEPEST = 4

/**
 * What a server says, in one line of at most 160 characters: of an HTML page its title, of an XML error its `Message`,
 * of JSON its `error` or `message` (also within quotes or after other text), else the first line that is not blank.
 * Empty if nothing readable is left.
 */
export function serverSentence(text: string, depth = 0): string {
  const start = text.search(/[{["]|<(!doctype|\?xml|html|head|body|title|h\d|center|div|p|error)\b/i)
  if (start >= 0 && depth < DEEPEST) {
    const inner = text[start] === '<' ? markupText(text.slice(start)) : jsonText(text.slice(start).trim())
    if (inner !== undefined) return oneLine(`${text.slice(0, start)} ${serverSentence(inner, depth + 1)}`)
  }
  return oneLine(text.split(/[\r\n]+/).find((line) => line.trim() !== '') ?? '')
}

function oneLine(text: string): string {
  const line = text.replace(/\s+/g, ' ').trim()
  return line.length > LONGEST ? `${line.slice(0, LONGEST - 1).trimEnd()}…` : line
}

/** The text of an HTML page or an XML error. */
function markupText(markup: string): string {
  const named = [...markup.matchAll(/<(?:title|message|h1)\b[^>]*>([^<]*)</gi)].map(([, words = '']) => words)
  const plain =
    named.find((words) => words.trim() !== '') ??
    markup.replace(/<(script|style)\b[\s\S]*?(<\/\1>|$)/gi, ' ').replace(/<[^>]*(>|$)/g, ' ')
  return plain.replace(/&(lt|gt|quot|amp|nbsp|#39);/g, (entity) => entities[entity] ?? ' ')
}

const entities: Record<string, string> = { '&lt;': '<', '&gt;': '>', '&quot;': '"', '&amp;': '&', '&#39;': "'" }

/** The text within JSON, which may be empty; `undefined` if this is not JSON. */
function jsonText(text: string): string | undefined {
  const value = parseJson(text)
  return value === undefined ? undefined : (wordsIn(value) ?? '')
}

function wordsIn(value: unknown): string | undefined {
  if (typeof value === 'string') return value
  if (Array.isArray(value)) return wordsIn(value[0])
  if (typeof value !== 'object' || value === null) return undefined
  const { error, message, errors, detail } = value as Record<string, unknown>
  return wordsIn(message) ?? wordsIn(error) ?? wordsIn(errors) ?? wordsIn(detail)
}
