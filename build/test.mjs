// @ts-check
import { spawn } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { fileURLToPath } from 'node:url'

/** Runs all suites and ends with one line of figures. Arguments are passed to vitest. */
const root = fileURLToPath(new URL('..', import.meta.url))
const folder = mkdtempSync(path.join(os.tmpdir(), 'corral-test-'))
const report = path.join(folder, 'report.json')

const child = spawn(
  process.execPath,
  [
    path.join(root, 'node_modules/vitest/vitest.mjs'),
    'run',
    '--reporter=default',
    '--reporter=json',
    `--outputFile.json=${report}`,
    ...process.argv.slice(2),
  ],
  { cwd: root, stdio: 'inherit' },
)
child.once('exit', (code) => {
  process.exitCode = code ?? 1
  try {
    const { numPassedTests, numFailedTests, numPendingTests, numTodoTests, numFailedTestSuites } = JSON.parse(
      readFileSync(report, 'utf8'),
    )
    // A file that fails before its first test has no failed test of its own.
    const failed = numFailedTests || (code === 0 ? 0 : Math.max(1, numFailedTestSuites))
    console.log(`${numPassedTests} passed, ${failed} failed, ${numPendingTests + numTodoTests} skipped`)
  } catch {
    console.log('0 passed, 1 failed, 0 skipped')
    process.exitCode ||= 1
  }
  rmSync(folder, { recursive: true, force: true })
})
