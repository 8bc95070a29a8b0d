import { parseArgs } from 'node:util'
import { crashRun, type Outcome, type Variant } from './run.ts'

const usage = 'npm run soak -- [--runs N] [--seed FIRST] [--at-once N] [--verbose]'
const LINES_SHOWN = 400

/** Runs many seeds, and prints those that fail. */
async function soak(script: string, args: string[]): Promise<void> {
  const { values } = parseArgs({
    args,
    options: {
      runs: { type: 'string', default: '300' },
      seed: { type: 'string', default: '1' },
      'at-once': { type: 'string', default: '2' },
      verbose: { type: 'boolean', default: false },
    },
  })
  const [runs, first, atOnce] = [values.runs, values.seed, values['at-once']].map(Number)
  if (!runs || !first || !atOnce) throw new Error(usage)
  const began = Date.now()
  const outcomes: Outcome[] = []
  let next = first
  const work = async () => {
    while (next < first + runs) {
      const outcome = await crashRun(next++, script)
      outcomes.push(outcome)
      const { seed, variant, faults, log } = outcome
      if (faults.length === 0 && !values.verbose) continue
      console.log(`seed ${seed} (${variant}): ${faults.join('; ') || 'as it should be'}`)
      if (runs === 1) console.log(log.slice(-LINES_SHOWN).join('\n'))
    }
  }
  await Promise.all(Array.from({ length: atOnce }, work))

  const sum = (of: (outcome: Outcome) => number) => outcomes.reduce((total, outcome) => total + of(outcome), 0)
  const count = (variant: Variant) => outcomes.filter((outcome) => outcome.variant === variant).length
  const failed = outcomes.filter(({ faults }) => faults.length > 0).map(({ seed }) => seed)
  console.log(
    `${runs} runs in ${Math.round((Date.now() - began) / 1000)} s: ${count('kill')} with kills alone, ` +
      `${count('disk full')} with a full disk, ${count('damaged journal')} with a damaged journal; ` +
      `${sum(({ kills }) => kills)} kills, ${sum(({ calls }) => calls)} calls`,
  )
  console.log(
    failed.length === 0
      ? 'none failed'
      : `${failed.length} failed, seeds ${failed.toSorted((a, b) => a - b).join(' ')}`,
  )
  process.exitCode = failed.length === 0 ? 0 : 1
}

const [script = '', ...args] = process.argv.slice(2)
void soak(script, args)
