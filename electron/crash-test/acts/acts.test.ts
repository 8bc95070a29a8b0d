import { expect, it } from 'vitest'
import { playActs } from './play.ts'
import { randomActs, shortest } from './sequence.ts'

/** `CORRAL_SEED=… CORRAL_SEQUENCES=… npx vitest run --project unit electron/crash-test/acts` tries others. */
const SEED = Number(process.env['CORRAL_SEED'] ?? 20261127)
const SEQUENCES = Number(process.env['CORRAL_SEQUENCES'] ?? 2000)

it(`${SEQUENCES} sequences of acts beside another client lose nothing and end as they say`, async () => {
  const ends = new Map<string, number>()
  for (let seed = SEED; seed < SEED + SEQUENCES; seed++) {
    const acts = randomActs(seed)
    if ((await playActs(acts, ends)) === null) continue
    const least = await shortest(acts, async (fewer) => (await playActs(fewer)) !== null)
    const log: string[] = []
    const fault = await playActs(least, undefined, log)
    expect.fail(`seed ${seed}: ${fault}\n${JSON.stringify(least, null, 1)}\n${log.join('\n')}`)
  }
  if (SEQUENCES < 2000) return
  // All ways of ending were really met.
  for (const kind of ['copy', 'rename', 'delete', 'restore', 'keep', 'rollback'])
    for (const state of ['done', 'failed', 'undone'])
      expect.soft(ends.get(`${kind} ${state}`) ?? 0, `${kind} ${state}`).toBeGreaterThan(0)
}, 120_000)
