import type { ProgressLine } from '../ollama/progress-line.ts'
import { advance, startProgress, viewOf, type Progress } from './progress.ts'

/** Test helpers for progress: streams of lines, and the resulting views. */

/** A line and the milliseconds since the request, as a server of v0.33 sends them. */
export type Timed = [ms: number, line: ProgressLine]

export const digest = (letter: string) => `sha256:${letter.repeat(64)}`

export function layer(ms: number, letter: string, total: number, completed?: number, verb = 'pulling'): Timed {
  const line = { status: `${verb} ${letter.repeat(12)}`, digest: digest(letter), total }
  return [ms, completed === undefined ? line : { ...line, completed }]
}

export function status(ms: number, text: string): Timed {
  return [ms, { status: text }]
}

/** One line every 60 ms after `ms` for each figure. */
export function ticks(ms: number, letter: string, total: number, figures: number[]): Timed[] {
  return figures.map((completed, index) => layer(ms + 60 * (index + 1), letter, total, completed))
}

export function range(from: number, count: number, step: number): number[] {
  return Array.from({ length: count }, (_, index) => from + step * (index + 1))
}

export function play(lines: Timed[], progress: Progress = startProgress(0)): Progress {
  return lines.reduce((progress, [ms, line]) => advance(progress, line, ms), progress)
}

/** The view after the last line, at its time. */
export function seen(lines: Timed[]) {
  return viewOf(play(lines), lines.at(-1)?.[0] ?? 0)
}

/** The view after each line, at its time. */
export function views(lines: Timed[]) {
  let progress = startProgress(0)
  return lines.map(([ms, line]) => {
    progress = advance(progress, line, ms)
    return viewOf(progress, ms)
  })
}
