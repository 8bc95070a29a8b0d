import { object, positive, text } from './fields.ts'

/** A line of a pull, push or create stream. Unknown fields are `undefined`; the server omits zeros. */
export interface ProgressLine {
  /** The server's status, or empty. */
  status: string
  digest?: string | undefined
  /** Bytes. */
  total?: number | undefined
  /** Bytes. */
  completed?: number | undefined
}

/** Reads one line; `undefined` if it is not a progress line. */
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
