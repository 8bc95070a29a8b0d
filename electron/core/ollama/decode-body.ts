import type { IncomingMessage } from 'node:http'
import { pipeline, type Readable, type Transform } from 'node:stream'
import zlib from 'node:zlib'
import { fail } from '../problem.ts'

/** A proxy that cuts a compressed stream short has still sent what came before. */
const tolerant = { finishFlush: zlib.constants.Z_SYNC_FLUSH }

const decoders: Record<string, () => Transform> = {
  gzip: () => zlib.createGunzip(tolerant),
  'x-gzip': () => zlib.createGunzip(tolerant),
  deflate: () => zlib.createInflate(tolerant),
  br: () => zlib.createBrotliDecompress({ finishFlush: zlib.constants.BROTLI_OPERATION_FLUSH }),
}

/** More codings in a row than any proxy applies. */
const MOST_CODINGS = 3

/**
 * The body of an answer without its `Content-Encoding`. Corral asks for none, but some proxies compress all
 * the same. Chunks come as the decoder gives them, at most 16 KiB each, so a bound on their sum bounds memory.
 * Destroying the result closes the connection.
 *
 * @throws ProblemError `bad_answer` for a coding that is not known
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
  // The reader of the last stream hears of every error.
  return steps.reduce<Readable>((body, step) => pipeline(body, step!(), () => {}), response)
}
