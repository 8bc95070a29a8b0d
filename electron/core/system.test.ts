import { expect, test } from 'vitest'
import { createSystem } from './system.ts'
import { testPlatform } from './test-platform.ts'

test('the last lines of the log are complete and cut to a length', async () => {
  const platform = testPlatform()
  const system = createSystem(platform)
  expect(await system.log(10)).toEqual({ lines: [], file: '/data/logs/corral.log' })
  for (let n = 1; n <= 20; n++) platform.log.info(`line ${n}`)
  platform.log.info('x'.repeat(5000))
  const { lines } = await system.log(3)
  expect(lines.slice(0, 2)).toEqual(['line 19', 'line 20'])
  expect(lines[2]).toHaveLength(1000)
  for (let n = 0; n < 100; n++) platform.log.info(`${n} ${'y'.repeat(5000)}`)
  const many = (await system.log(500)).lines
  expect(many.length).toBeLessThan(100)
  expect(many[0]).toMatch(/^\d+ y/)
})

test('the data folder is opened if possible, else refused', async () => {
  const platform = testPlatform()
  expect(createSystem(platform).info().canOpenFolder).toBe(false)
  await expect(createSystem(platform).openDataFolder()).rejects.toMatchObject({
    problem: { code: 'folder_not_opened' },
  })
  const opened: string[] = []
  const window = createSystem({ ...platform, openFolder: async (folder) => void opened.push(folder) })
  expect(window.info().canOpenFolder).toBe(true)
  await window.openDataFolder()
  expect(opened).toEqual(['/data'])
  const failing = createSystem({ ...platform, openFolder: () => Promise.reject(new Error('no manager')) })
  await expect(failing.openDataFolder()).rejects.toMatchObject({
    problem: { code: 'folder_not_opened', detail: 'no manager' },
  })
})

test('licences are read page by page', async () => {
  const all = ['Corral', 'a', 'b', 'c'].map((name) => ({ name, version: '1.0.0', identifier: 'MIT', text: null }))
  const system = createSystem({ ...testPlatform(), licenses: async () => all })
  const names = async (offset: number, limit: number) =>
    (await system.licenses({ offset, limit })).rows.map(({ name }) => name)
  expect(await names(0, 2)).toEqual(['Corral', 'a'])
  expect(await names(2, 100)).toEqual(['b', 'c'])
  expect(await system.licenses({ offset: 9, limit: 1 })).toEqual({ rows: [], total: 4 })
})
