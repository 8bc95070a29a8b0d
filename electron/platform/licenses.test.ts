import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import os from 'node:os'
import path from 'node:path'
import { expect, it, onTestFinished } from 'vitest'
import { readLicenses } from './licenses.ts'

it('reads the list of the build, and cuts long texts', async () => {
  const folder = await mkdtemp(path.join(os.tmpdir(), 'corral-licenses-'))
  onTestFinished(() => rm(folder, { recursive: true }))
  const file = path.join(folder, 'licenses.json')
  const noted = { name: 'a', version: '1.0.0', identifier: 'MIT' }
  await writeFile(file, JSON.stringify([noted, { ...noted, name: 'b', text: 'x'.repeat(50_000) }]))
  const [a, b] = await readLicenses(file)
  expect(a).toEqual({ ...noted, text: null })
  expect(b?.text).toHaveLength(30_000)
})
