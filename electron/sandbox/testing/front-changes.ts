import type { ServerResponse } from 'node:http'
import type { Clock } from '../../core/platform.ts'
import type { Change } from './front.ts'
import type { Line } from './start.ts'

/** Ways in which a proxy spoils a pull of more than a gigabyte. */

/** Whether a line tells that so much of the weights is there, as a share. */
export const isAt = ({ completed = 0, total = 0 }: Line, share: number) => total > 1e9 && completed >= share * total
/** Changes the first pulls, each in its own way, and no later ones. */
export const only =
  (...changes: (Change | undefined)[]) =>
  (nth: number) =>
    changes[nth - 1]
/** Does something to the answer at a share of the weights, and passes no more lines on. */
export const at = (share: number, act: (response: ServerResponse) => void): Change => ({
  line(line, response) {
    if (!isAt(line, share)) return true
    act(response)
    return false
  },
})
/** Resets the connection at a share of the weights. */
export const reset = (share: number) => at(share, (response) => response.destroy())
/** Answers by itself. */
export const status = (code: number, body = '', headers: Record<string, string> = {}): Change => ({
  answer: (_, response) => void response.writeHead(code, headers).end(body),
})

/** A proxy that passes nothing on for `ms` from 40 % on. */
export const heldBack = (ms: number) => (nth: number, clock: Clock) => {
  if (nth > 1) return undefined
  const held: string[] = []
  let isHeld = false
  return {
    staysOpen: true,
    line(line: Line, response: ServerResponse) {
      if (!isHeld && isAt(line, 0.4)) {
        isHeld = true
        clock.after(ms, () => response.end(held.join('')))
      }
      if (isHeld) held.push(`${JSON.stringify(line)}\n`)
      return !isHeld
    },
  }
}
/** One that repeats one line from 40 % on. */
export const drip = (nth: number, clock: Clock) => {
  if (nth > 1) return undefined
  let last = ''
  return {
    staysOpen: true,
    line(line: Line, response: ServerResponse) {
      if (last !== '') return false
      if (!isAt(line, 0.4)) return true
      last = `${JSON.stringify(line)}\n`
      const repeat = () => {
        if (response.destroyed) return
        response.write(last)
        clock.after(60, repeat)
      }
      repeat()
      return false
    },
  }
}
