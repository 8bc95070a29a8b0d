import { advance, resume, startProgress, viewOf } from './progress.ts'
import { seededRandom } from './random.ts'
import { median } from './rate.ts'

/**
 * Simulation of the time left: pulls of one layer over links of different behaviour, and how far the time that is shown
 * is from the time that it really takes. Used by the tests and by the bench, which prints the table.
 */

/** Bytes a second, at a time in seconds. */
type Link = (seconds: number, random: () => number) => number

interface Scenario {
  name: string
  link: Link
  /** When the connection breaks, in seconds. */
  cutAt?: number
  /** Largest median of the relative error that is accepted. */
  target: number
}

const noisy = (rate: number, random: () => number) => rate * (0.7 + 0.6 * random())

const scenarios: Scenario[] = [
  { name: 'steady', link: (_, random) => noisy(10e6, random), target: 0.15 },
  { name: 'steady, in bursts', link: (_, random) => (random() < 0.25 ? 40e6 : 0), target: 0.15 },
  { name: 'steady, cut and rolled back', link: (_, random) => noisy(10e6, random), cutAt: 60, target: 0.15 },
  { name: 'silent for 20 s', link: (at, random) => (at > 60 && at < 80 ? 0 : noisy(10e6, random)), target: 0.15 },
  { name: 'falls by half', link: (at, random) => noisy(at > 100 ? 5e6 : 10e6, random), target: 0.3 },
  { name: 'doubles', link: (at, random) => noisy(at > 100 ? 10e6 : 5e6, random), target: 0.3 },
  { name: 'changes by half each 30 s', link: (at, random) => noisy(at % 60 < 30 ? 10e6 : 5e6, random), target: 0.3 },
  { name: 'changes by half each 90 s', link: (at, random) => noisy(at % 180 < 90 ? 10e6 : 5e6, random), target: 0.3 },
]

const TOTAL = 2e9
const TICK = 0.06
const SEEDS = [1, 2, 3, 4, 5]
/** Errors count from this time on, in seconds. */
const FROM = 10
/** In the last second any error is large and none matters. */
const UNTIL_END = 1

export interface TimeLeftError {
  name: string
  /** Median of the relative error of the time left, after 10 seconds: 0.1 is 10 %. */
  median: number
  target: number
}

export function timeLeftErrors(): TimeLeftError[] {
  return scenarios.map((scenario) => ({
    name: scenario.name,
    median: median(SEEDS.flatMap((seed) => simulate(scenario, seededRandom(seed)))),
    target: scenario.target,
  }))
}

function simulate({ link, cutAt }: Scenario, random: () => number): number[] {
  const line = (completed: number) => ({ status: 'pulling a', digest: 'sha256:a', total: TOTAL, completed })
  let progress = advance(startProgress(0), line(0), 0)
  let [at, done, isCut] = [0, 0, false]
  const shown: { at: number; left: number }[] = []
  while (done < TOTAL) {
    at += TICK
    if (cutAt !== undefined && !isCut && at > cutAt) {
      isCut = true
      at += 5
      done -= TOTAL * 0.05
      progress = resume(progress, Math.round(at * 1000))
    }
    done = Math.min(TOTAL, done + link(at, random) * TICK)
    const now = Math.round(at * 1000)
    progress = advance(progress, line(Math.round(done)), now)
    const { remainingMs } = viewOf(progress, now)
    if (at > FROM && remainingMs !== null) shown.push({ at, left: remainingMs / 1000 })
  }
  return shown.filter((one) => at - one.at > UNTIL_END).map((one) => Math.abs(one.left / (at - one.at) - 1))
}
