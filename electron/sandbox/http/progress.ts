import type { Faults } from '../faults.ts'
import type { Generation } from '../generations.ts'
import type { Exchange } from './exchange.ts'
import { goJson } from './go.ts'
import { Refusal } from './refusal.ts'

/** A line of a pull, push or create. */
export interface ProgressLine {
  status: string
  digest?: string
  total?: number
  completed?: number
}

/** The receiver of the progress lines of a task. */
export interface Progress {
  emit(line: ProgressLine): void
  /** Aborts when the client disconnects. */
  gone: AbortSignal
  /** Closes the client's connection. */
  cut(): void
}

/**
 * Runs a task and streams its progress, or answers only its end. An error before the first line has its own status, a
 * later one is a line; in older servers every error is a line.
 */
export async function answerProgress(
  exchange: Exchange,
  faults: Faults,
  { create: { firstErrorStatus } }: Generation,
  stream: boolean | undefined,
  task: (progress: Progress) => Promise<void>,
): Promise<void> {
  let last: ProgressLine = { status: '' }
  let lines = 0
  const emit = (line: ProgressLine) => {
    last = line
    if (stream === false) return
    if (++lines === 3 && faults.strikes('garbage')) exchange.line('<html><body>502 Bad Gateway</body></html>')
    exchange.line(goJson(withoutZeros(line)))
  }
  try {
    await task({ emit, gone: exchange.gone, cut: () => exchange.destroy() })
  } catch (error) {
    if (!(error instanceof Refusal)) throw error
    if (stream === false) return exchange.json({ error: error.message }, error.status, 'application/json')
    if (!exchange.started && firstErrorStatus) return exchange.refuseStream(error)
    const { status } = error
    exchange.line(goJson({ error: error.message, ...(!firstErrorStatus && status === 400 && { status }) }))
    return exchange.end()
  }
  if (stream === false) exchange.json(withoutZeros(last), 200, 'application/json')
  else exchange.end()
}

/** Go's `omitempty`. */
function withoutZeros({ status, digest, total, completed }: ProgressLine): ProgressLine {
  return { status, ...(digest && { digest }), ...(total && { total }), ...(completed && { completed }) }
}
