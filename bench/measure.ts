import { median } from './median.mjs'

/** Milliseconds an act takes. */
export async function timed(act: () => unknown): Promise<number> {
  const start = performance.now()
  await act()
  return performance.now() - start
}

/**
 * Two acts in turns, so that whatever else the machine does slows both alike.
 *
 * @param before runs before each act and does not count
 * @returns the median of each in milliseconds, after three rounds that do not count
 */
export async function paired(
  rounds: number,
  a: () => unknown,
  b: () => unknown,
  before: () => unknown = () => {},
): Promise<{ a: number; b: number }> {
  const run = async (act: () => unknown) => (await before(), timed(act))
  const times = { a: [] as number[], b: [] as number[] }
  for (let round = -3; round < rounds; round++) {
    const first = round % 2 === 0
    const ta = first ? await run(a) : 0
    const tb = await run(b)
    const a2 = first ? ta : await run(a)
    if (round < 0) continue
    times.a.push(a2)
    times.b.push(tb)
  }
  return { a: median(times.a), b: median(times.b) }
}

export interface Figure {
  name: string
  value: number
  /** `''` for a plain count. */
  unit: 'ms' | '×' | '/s' | 'kB' | 'MB' | '%' | ''
  /** The value must not be above it. */
  target: number
  note?: string
}
