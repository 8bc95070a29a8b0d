// @ts-check
import { spawn } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { fileURLToPath } from 'node:url'
import { countTests, specsToRepeat } from './test-report.mjs'

/** Runs all suites, specs that failed once more, and ends with one line of figures. Arguments are passed to vitest. */
const root = fileURLToPath(new URL('..', import.meta.url))
const folder = mkdtempSync(path.join(os.tmpdir(), 'corral-test-'))

/**
 * @param {string} name of the report
 * @param {string[]} args
 * @returns {Promise<{ code: number, files: import('./test-report.mjs').File[] | undefined }>} no files without a report
 */
async function run(name, args) {
  const report = path.join(folder, name)
  const child = spawn(
    process.execPath,
    [
      path.join(root, 'node_modules/vitest/vitest.mjs'),
      'run',
      '--reporter=default',
      '--reporter=json',
      `--outputFile.json=${report}`,
      ...args,
    ],
    { cwd: root, stdio: 'inherit' },
  )
  const code = await new Promise((resolve) => child.once('exit', (ended) => resolve(ended ?? 1)))
  try {
    return { code, files: JSON.parse(readFileSync(report, 'utf8')).testResults }
  } catch {
    return { code, files: undefined }
  }
}

const first = await run('first.json', process.argv.slice(2))
const specs = specsToRepeat(first.files ?? [])
const again =
  specs.length > 0 ? await run('again.json', ['--project', 'browser', '--project', 'window', ...specs]) : undefined
const { passed, failed, skipped, flaky } = countTests(first.files ?? [], again?.files)
for (const test of flaky) console.log(`Flaky, failed once and then passed: ${path.relative(root, test)}`)
// What vitest itself calls a failure, an error outside of all tests for example, is one here too.
const others = again ? again.code : first.code
const failures = failed || (others === 0 && first.files ? 0 : 1)
console.log(`${passed} passed, ${failures} failed, ${skipped} skipped`)
process.exitCode = failures > 0 ? 1 : 0
rmSync(folder, { recursive: true, force: true })
