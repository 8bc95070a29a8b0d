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

/** @param {File} file @param {string} status */
const testsOf = (file, status) => file.assertionResults.filter((test) => test.status === status)

/** @param {File} file */
const isFailed = (file) => file.status === 'failed' || testsOf(file, 'failed').length > 0

/**
 * Its failed tests. A file that fails before its first test, or outside of one, has none of its own, and counts as one.
 *
 * @param {File} file
 */
function failuresOf(file) {
  const tests = testsOf(file, 'failed').map(({ fullName }) => `${file.name}: ${fullName}`)
  return tests.length === 0 && isFailed(file) ? [file.name] : tests
}

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
    const [passed, failed] = [testsOf(file, 'passed').length, testsOf(file, 'failed').length]
    count.passed += passed
    count.failed += failuresOf(file).length
    count.skipped += file.assertionResults.length - failed - passed
  }
  const lasting = new Set(again.flatMap(failuresOf))
  const before = files.filter(({ name }) => repeated.has(name)).flatMap(failuresOf)
  const flaky = [...new Set(before)].filter((one) => !lasting.has(one))
  return { ...count, flaky }
}
