import type { ProgressLine } from '../ollama/progress-line.ts'
import { advance, resume, startProgress, viewOf, withPlan, type PlannedLayer, type Progress } from './progress.ts'

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

/** The views after each line; `null` stands for a new request. */
function played(lines: readonly (ProgressLine | null)[], plan: readonly PlannedLayer[]) {
  let progress = plan.length > 0 ? withPlan(startProgress(0), plan) : startProgress(0)
  return lines.map((line, index) => {
    progress = line ? advance(progress, line, index * 60) : resume(progress, index * 60)
    return viewOf(progress, index * 60)
  })
}

/** What is wrong with the share of a pull that succeeds: it never falls and ends at 1, and a plan's total never changes. */
export function shareFaults(lines: readonly (ProgressLine | null)[], plan: readonly PlannedLayer[]): string[] {
  const views = played(lines, plan)
  const shares = views.flatMap(({ share }) => share ?? [])
  const faults: string[] = []
  shares.forEach((share, index) => {
    if (share < (shares[index - 1] ?? 0)) faults.push(`falls to ${share} at ${index}`)
  })
  if (shares.length > 0 && shares.at(-1) !== 1) faults.push(`ends at ${shares.at(-1)}`)
  const totals = new Set(views.map(({ total }) => total))
  if (plan.length > 0 && totals.size > 1) faults.push(`has the totals ${[...totals].join(', ')}`)
  return faults
}
