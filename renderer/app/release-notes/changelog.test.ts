import { describe, expect, it } from 'vitest'
import chinese from '../../../docs/CHANGELOG.zh-CN.md?raw'
import english from '../../../CHANGELOG.md?raw'
import { newestRelease } from './changelog.ts'

const older = '## [0.1.0] - 2026-01-01\n\n### Added\n\n- All of it.\n'

describe('the newest release', () => {
  it.each([
    ['none', '# Changelog\n', null],
    ['only unreleased changes', '## [Unreleased]\n\n### Added\n\n- More.\n', null],
    [
      'two releases',
      `## [Unreleased]\n\n- No.\n\n## [0.2.0] - 2026-02-03\n\nA sentence.\n\n### Added\n\n- One.\n- Two.\n\n### Fixed\n\n- Three.\n\n${older}`,
      {
        version: '0.2.0',
        date: '2026-02-03',
        changes: [
          { kind: 'Added', texts: ['One.', 'Two.'] },
          { kind: 'Fixed', texts: ['Three.'] },
        ],
      },
    ],
    [
      'one release',
      older,
      { version: '0.1.0', date: '2026-01-01', changes: [{ kind: 'Added', texts: ['All of it.'] }] },
    ],
  ])('of a changelog with %s', (_, changelog, release) => {
    expect(newestRelease(changelog)).toEqual(release)
  })
})

it('has the same releases, kinds and number of changes in both languages', () => {
  const shapeOf = (text: string) => text.split('\n').flatMap((line) => /^(#{2,3} .*|- )/.exec(line)?.[0] ?? [])
  expect(shapeOf(english).length).toBeGreaterThan(5)
  expect(shapeOf(chinese)).toEqual(shapeOf(english))
})
