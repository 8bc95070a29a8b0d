import { describe, expect, it } from 'vitest'
import { countTests, specsToRepeat } from './test-report.mjs'

const file = (name: string, tests: Record<string, string>, status = 'passed') => ({
  name,
  status: Object.values(tests).includes('failed') ? 'failed' : status,
  assertionResults: Object.entries(tests).map(([fullName, ended]) => ({ fullName, status: ended })),
})
const unit = file('/c/shared/a.test.ts', { one: 'passed', two: 'pending' })
const spec = '/c/e2e/bin.spec.ts'

describe('the report of the tests', () => {
  it('repeats specs with a failure once, and no unit test', () => {
    const files = [
      file('/c/shared/b.test.ts', { one: 'failed' }),
      file(spec, { opens: 'failed' }),
      file(spec, { opens: 'failed' }),
      file('/c/e2e/history.spec.ts', { opens: 'passed' }),
      file('/c/e2e/start.spec.ts', {}, 'failed'),
    ]
    expect(specsToRepeat(files)).toEqual([spec, '/c/e2e/start.spec.ts'])
  })

  it('counts a repeated spec as it ended the second time, and names what failed only the first time', () => {
    const files = [unit, file(spec, { opens: 'failed', closes: 'failed' }), file(spec, { opens: 'passed' })]
    const again = [file(spec, { opens: 'passed', closes: 'failed' }), file(spec, { opens: 'passed' })]
    expect(countTests(files, again)).toEqual({ passed: 3, failed: 1, skipped: 1, flaky: [`${spec}: opens`] })
    expect(countTests(files)).toEqual({ passed: 2, failed: 2, skipped: 1, flaky: [] })
  })

  it('counts a file that fails before its tests', () => {
    expect(countTests([unit, file(spec, { opens: 'skipped' }, 'failed')])).toMatchObject({ failed: 1 })
    expect(countTests([file(spec, {}, 'failed')], [file(spec, { opens: 'passed' })])).toEqual({
      passed: 1,
      failed: 0,
      skipped: 0,
      flaky: [spec],
    })
  })

  it('keeps a test failed that failed in one of window and browser the second time', () => {
    const again = [file(spec, { opens: 'passed' }), file(spec, { opens: 'failed' })]
    expect(countTests([file(spec, { opens: 'failed' }), file(spec, { opens: 'passed' })], again)).toMatchObject({
      failed: 1,
      flaky: [],
    })
  })
})
