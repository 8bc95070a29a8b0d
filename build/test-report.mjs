// @ts-check
/** Reads reports of vitest's JSON reporter. */

/**
 * @typedef {{ status: string, fullName: string }} Test
 * @typedef {{ name: string, status: string, assertionResults: Test[] }} File `name` is its path. A file has one for each project
 */

/**
 * Specs with a failure: two processes and a desktop share a machine, so that these are run once more, whole, as their
 * tests build on each other.
 * @param {File[]} files
 */
export const specsToRepeat = (files) => [
  ...new Set(files.filter((file) => isFailed(file) && /\be2e\b.*\.spec\.ts$/.test(file.name)).map(({ name }) => name)),
]

/** @param {File} file */
const isFailed = (file) => file.status === 'failed' || file.assertionResults.some(({ status }) => status === 'failed')

/**
 * The figures when the files of `again` count as they ended there, and the tests that failed only before.
 * @param {File[]} files
 * @param {File[]} again
 */
export function countTests(files, again = []) {
  const repeated = new Set(again.map(({ name }) => name))
  const last = [...files.filter(({ name }) => !repeated.has(name)), ...again]
  const count = { passed: 0, failed: 0, skipped: 0 }
  for (const file of last) {
    const failed = file.assertionResults.filter(({ status }) => status === 'failed').length
    const passed = file.assertionResults.filter(({ status }) => status === 'passed').length
    count.passed += passed
    // A file that fails before its first test, or outside of one, has no failed test of its own.
    count.failed += failed || (isFailed(file) ? 1 : 0)
    count.skipped += file.assertionResults.length - failed - passed
  }
  const failing = (/** @type {File[]} */ of) =>
    of.filter(isFailed).flatMap(({ name, assertionResults }) => {
      const titles = assertionResults.filter(({ status }) => status === 'failed').map(({ fullName }) => fullName)
      return titles.length ? titles.map((title) => `${name}: ${title}`) : [name]
    })
  const lasting = new Set(failing(again))
  const flaky = [...new Set(failing(files.filter(({ name }) => repeated.has(name))))].filter((one) => !lasting.has(one))
  return { ...count, flaky }
}
