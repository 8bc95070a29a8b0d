import { mkdtempSync, writeFileSync } from 'node:fs'
import { rm } from 'node:fs/promises'
import os from 'node:os'
import path from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { launchCorral, skipped, type Corral } from './corral.ts'

describe.skipIf(skipped)('notices of lost files', () => {
  let corral: Corral
  let dataFolder: string

  beforeAll(async () => {
    dataFolder = mkdtempSync(path.join(os.tmpdir(), 'corral-e2e-'))
    writeFileSync(path.join(dataFolder, 'settings.json'), '{ "version": 1, "val')
    corral = await launchCorral({ args: ['--sandbox'], dataFolder })
  })
  afterAll(async () => {
    await corral?.close()
    await rm(dataFolder, { recursive: true, force: true })
  })

  it('are shown until they are hidden, and stay hidden after a reload', async () => {
    const { page } = corral
    const notices = page.getByRole('region', { name: 'Notices', exact: true })
    await notices.getByText('settings.json could not be read').waitFor()
    await notices.getByRole('button', { name: 'Hide these notices' }).click()
    await expect.poll(() => notices.count()).toBe(0)

    await page.reload()
    await page.getByRole('button', { name: 'Settings' }).first().waitFor()
    await page.getByRole('grid').waitFor()
    expect(await notices.count()).toBe(0)
    expect(corral.pageErrors).toEqual([])
  })
})
