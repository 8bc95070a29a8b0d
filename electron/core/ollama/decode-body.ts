import type { IncomingMessage } from 'node:http'
import { pipeline, type Readable, type Transform } from 'node:stream'
import zlib from 'node:zlib'
import { fail } from '../problem.ts'

/** Gives what came before the end of a truncated stream. */
const tolerant = { finishFlush: zlib.constants.Z_SYNC_FLUSH }

const decoders: Record<string, () => Transform> = {
  gzip: () => zlib.createGunzip(tolerant),
  'x-gzip': () => zlib.createGunzip(tolerant),
  deflate: () => zlib.createInflate(tolerant),
  br: () => zlib.createBrotliDecompress({ finishFlush: zlib.constants.BROTLI_OPERATION_FLUSH }),
}

/** More codings than any proxy applies to one answer. */
const MOST_CODINGS = 3

/**
 * The decoded body of an answer with a `Content-Encoding`. Corral asks for `identity`, but some proxies compress
 * anyway. Chunks are at most 16 KiB each, so a bound on their sum bounds memory. Destroying the result closes the
 * connection.
 *
 * @throws ProblemError `bad_answer` for an unknown coding
 */
export function decodedBody(response: IncomingMessage, server: string): Readable {
  const codings = (response.headers['content-encoding'] ?? '')
    .toLowerCase()
    .split(',')
    .map((coding) => coding.trim())
    .filter((coding) => coding !== '' && coding !== 'identity')
  if (codings.length === 0) return response
  const steps = codings.reverse().map((coding) => decoders[coding])
  if (steps.length > MOST_CODINGS || steps.includes(undefined)) {
    response.destroy()
    throw fail('bad_answer', { server }, { detail: `content-encoding: ${codings.join(', ').slice(0, 100)}` })
  }
  // Errors of all steps reach the last stream.
  return steps.reduce<Readable>((body, step) => pipeline(body, step!(), () => {}), response)
}
