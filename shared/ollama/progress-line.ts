import { object, positive, text } from './fields.ts'

/** A line of a pull, push or create stream. Unknown fields are `undefined`; the server leaves out zeros. */
export interface ProgressLine {
  /** The server's own words, or empty. */
  status: string
  digest?: string | undefined
  /** Bytes. */
  total?: number | undefined
  /** Bytes. */
  completed?: number | undefined
}

/** Reads what one line holds; `undefined` for what is no line of progress: it tells nothing and ends nothing. */
export function readProgressLine(line: unknown): ProgressLine | undefined {
  const fields = object(line)
  return (
    fields && {
      status: text(fields['status']) ?? '',
      digest: text(fields['digest']),
      total: positive(fields['total']),
      completed: positive(fields['completed']),
    }
  )
}
