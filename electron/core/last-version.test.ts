import { expect, it } from 'vitest'
import { noticeUpdate } from './last-version.ts'
import { testPlatform } from './test-platform.ts'

const files = (version: string) => ({ 'version.json': JSON.stringify({ version: 1, value: version }) })

/** The notices of three starts of this version, after an earlier one left these files. */
async function noticesOf(before: Record<string, string>) {
  const platform = testPlatform({}, before)
  platform.info = { ...platform.info, version: '0.10.0' }
  const told: string[] = []
  for (let start = 0; start < 3; start++) {
    await noticeUpdate(platform)
    told.push(
      platform.notices
        .all()
        .map(({ code, params }) => `${code} ${params['version'] ?? params['file']}`)
        .join(),
    )
    for (const { id } of platform.notices.all()) platform.notices.remove(id)
  }
  return told
}

it.each([
  ['a first start', {}, ['', '', '']],
  ['the same version', files('0.10.0'), ['', '', '']],
  ['an update', files('0.9.1'), ['updated 0.10.0', '', '']],
  ['an older version than before', files('1.0.0'), ['', '', '']],
  ['a damaged file', { 'version.json': '{' }, ['file_set_aside version.json', '', '']],
])('tells of %s at most once', async (_, before, told) => {
  expect(await noticesOf(before)).toEqual(told)
})

it('starts where the version cannot be noted, and tells', async () => {
  const platform = testPlatform()
  platform.disk.broken.add('version.json')
  await noticeUpdate(platform)
  expect(platform.notices.all().map(({ code }) => code)).toEqual(['not_saved'])
})
