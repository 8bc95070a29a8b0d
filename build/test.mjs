// @ts-check
import { spawn } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { fileURLToPath } from 'node:url'

/**
 * Runs all suites and ends with one line of figures. With arguments, which are passed to vitest, all run in one process.
 *
 * The specs of windows and browsers mostly wait: the unit tests run beside them, on the cores but one.
 */
const root = fileURLToPath(new URL('..', import.meta.url))
const folder = mkdtempSync(path.join(os.tmpdir(), 'corral-test-'))
const asked = process.argv.slice(2)
const together = asked.length > 0 ? [asked] : [['--project=browser', '--project=window'], ['--project=unit*']]

const unitWorkers = String(Math.max(1, os.availableParallelism() - 1))

/** @type {{ passed: number, failed: number, skipped: number }} */
const total = { passed: 0, failed: 0, skipped: 0 }

const codes = await Promise.all(together.map((args, index) => run(args, String(index), index === 0)))
if (codes.some((code) => code !== 0)) process.exitCode = 1
rmSync(folder, { recursive: true, force: true })
console.log(`${total.passed} passed, ${total.failed} failed, ${total.skipped} skipped`)

/**
 * Runs vitest and adds its figures. The output of what runs beside another is printed at its end.
 *
 * @param {string[]} args
 * @param {string} name
 * @param {boolean} isShown
 * @returns {Promise<number>}
 */
async function run(args, name, isShown) {
  const report = path.join(folder, `${name}.json`)
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
    {
      cwd: root,
      stdio: isShown ? 'inherit' : ['ignore', 'pipe', 'pipe'],
      env: asked.length > 0 ? process.env : { ...process.env, CORRAL_UNIT_WORKERS: unitWorkers },
    },
  )
  /** @type {Buffer[]} */
  const output = []
  for (const stream of [child.stdout, child.stderr]) stream?.on('data', (data) => output.push(data))
  const code = await new Promise((resolve) => child.once('close', (status) => resolve(status ?? 1)))
  process.stdout.write(Buffer.concat(output))
  try {
    const { numPassedTests, numFailedTests, numPendingTests, numTodoTests, numFailedTestSuites } = JSON.parse(
      readFileSync(report, 'utf8'),
    )
    total.passed += numPassedTests
    // A file that fails before its first test has no failed test of its own.
    total.failed += numFailedTests || (code === 0 ? 0 : Math.max(1, numFailedTestSuites))
    total.skipped += numPendingTests + numTodoTests
    return code
  } catch {
    total.failed += 1
    return code || 1
  }
}
