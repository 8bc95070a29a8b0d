import { fail } from '../problem.ts'

const NEWLINE = 0x0a

/** Longest line accepted, in bytes. Ollama's longest are error lines that quote a registry's answer. */
export const MAX_LINE = 1024 * 1024

/**
 * Newline-delimited JSON, one value per line. Lines are joined before they are decoded, so that characters split
 * between chunks are read correctly. The last line needs no newline; empty lines are skipped.
 *
 * @throws ProblemError `bad_answer` for a line that is not JSON or longer than `maxLine`
 */
export async function* readLines(chunks: AsyncIterable<Uint8Array>, maxLine = MAX_LINE): AsyncGenerator<unknown, void> {
  let pieces: Uint8Array[] = []
  let held = 0
  const hold = (piece: Uint8Array) => {
    if (held + piece.length > maxLine) throw fail('bad_answer', {}, { detail: `a line longer than ${maxLine} bytes` })
    if (piece.length > 0) pieces.push(piece)
    held += piece.length
  }
  const release = (): string => {
    const text = Buffer.concat(pieces, held).toString('utf8').trim()
    pieces = []
    held = 0
    return text
  }

  for await (const chunk of chunks) {
    let start = 0
    for (let end = chunk.indexOf(NEWLINE); end >= 0; end = chunk.indexOf(NEWLINE, start)) {
      hold(chunk.subarray(start, end))
      start = end + 1
      const line = release()
      if (line !== '') yield parse(line)
    }
    hold(chunk.subarray(start))
  }
  const last = release()
  if (last !== '') yield parse(last)
}

function parse(line: string): unknown {
  try {
    return JSON.parse(line)
  } catch {
    throw fail('bad_answer', {}, { detail: line.slice(0, 200) })
  }
}
