import { mkdtempSync, rmSync } from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { fileURLToPath } from 'node:url'
import { build } from 'rolldown'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { crashRun } from './run.ts'

const RUNS = 40
const folder = mkdtempSync(path.join(os.tmpdir(), 'corral-crash-'))
const script = path.join(folder, 'child.cjs')
beforeAll(async () => {
  const input = fileURLToPath(new URL('child.ts', import.meta.url))
  await build({
    input,
    platform: 'node',
    output: { file: script, format: 'cjs', codeSplitting: false },
    logLevel: 'warn',
  })
})
afterAll(() => rmSync(folder, { recursive: true }))

describe('the core, killed at any moment', { timeout: 600_000 }, () => {
  const seeds = Array.from({ length: RUNS }, (_, index) => index + 1)
  // Two at once: the runner starts no more of those that run side by side.
  for (const half of [0, 1])
    it.concurrent(`loses, doubles and breaks nothing, runs ${half + 1} of 2`, async () => {
      for (const seed of seeds.filter((one) => one % 2 === half)) {
        const { faults, variant, log } = await crashRun(seed, script)
        expect(faults, `seed ${seed}, ${variant}\n${log.join('\n')}`).toEqual([])
      }
    })
})
