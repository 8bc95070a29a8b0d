/** The parts of what a model answered. */
export interface AnswerText {
  text: string
  thinking: string
}

const OPEN = '<think>'
const CLOSE = '</think>'

/**
 * Text and thinking apart. Servers before 0.9, and those that do not know the model's format, send the thinking within
 * the text, between `<think>` and `</think>`.
 */
export function splitThinking({ text, thinking }: AnswerText): AnswerText {
  const start = text.trimStart()
  if (thinking !== '' || !start.startsWith(OPEN)) return { text, thinking }
  const end = start.indexOf(CLOSE)
  if (end < 0) return { text: '', thinking: start.slice(OPEN.length).trimStart() }
  return { text: start.slice(end + CLOSE.length).trimStart(), thinking: start.slice(OPEN.length, end).trim() }
}

/**
 * Tokens per second; `null` where either is not told, or so small that the server cannot have measured it.
 *
 * @param ns nanoseconds
 */
export function tokensPerSecond(tokens: number | null, ns: number | null): number | null {
  return tokens === null || ns === null || tokens <= 0 || ns <= 0 ? null : tokens / (ns / 1e9)
}
