import { mkdtempSync } from 'node:fs'
import { rm } from 'node:fs/promises'
import os from 'node:os'
import path from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { startSandbox, type Sandbox } from '../electron/sandbox/server.ts'
import { launchCorral, skipped, type Corral } from './corral.ts'
import { listOf } from './list.ts'
import { partsOf } from './parts.ts'

/** Each step continues the pull of the one before. */
describe.skipIf(skipped)('a pull continues', () => {
  const dataFolder = mkdtempSync(path.join(os.tmpdir(), 'corral-resume-'))
  let sandbox: Sandbox
  let corral: Corral | undefined
  beforeAll(async () => {
    sandbox = await startSandbox({ rate: 100e6 })
    await launch()
    await partsOf(page()).row('llama3.2:latest').waitFor()
    await partsOf(page()).pull('llama3.2:1b')
    await partsOf(page()).place('Transfers').click()
    await moves()
  })
  afterAll(async () => {
    await corral?.close()
    await sandbox?.close()
    await rm(dataFolder, { recursive: true, force: true })
  })
  const page = () => (corral ?? expect.fail()).page
  const card = () => page().getByRole('region', { name: 'Pull llama3.2:1b' })
  const launch = async () => {
    // A host given by --host does not outlive its run, nor does where the user was with it.
    corral = await launchCorral({ env: { OLLAMA_HOST: sandbox.url }, dataFolder })
  }
  /** It runs, and what is there is shown as such. */
  const moves = () =>
    card()
      .getByText(/MB\/s · /)
      .waitFor()
  const tells = () =>
    page()
      .getByText(/^Transfers resumed: 1/)
      .waitFor()

  it('after a reload of the page', async () => {
    await page().reload()
    await moves()
    expect(sandbox.open()).toBe(1)
  })

  it('after Corral is killed', async () => {
    await corral?.kill()
    await expect.poll(() => sandbox.open()).toBe(0)
    await launch()
    await moves()
    await tells()
  })

  it('after Corral quits and starts again, up to its end, where the user was', async () => {
    const { place, row, tab } = partsOf(page())
    await place('Library').click()
    await listOf(page()).filter().fill('llama')
    await row('llama3.2-backup:latest').click({ modifiers: ['ControlOrMeta'] })
    await row('llama3.1:8b').focus()
    await page().keyboard.press('Enter')
    await tab('Tensors')
    await page().keyboard.press('Escape')
    await row('llama3.2:latest').focus()
    await page().keyboard.press('Enter')
    await page().getByRole('complementary', { name: 'llama3.2:latest' }).waitFor()
    const names = await listOf(page()).names()
    await corral?.close()
    await expect.poll(() => sandbox.open()).toBe(0)
    await launch()
    await tells()
    await page().getByRole('tab', { name: 'Tensors', selected: true }).waitFor()
    expect(await listOf(page()).filter().inputValue()).toBe('llama')
    expect(await listOf(page()).names()).toEqual(names)
    await listOf(page())
      .selection()
      .getByText(/^1 model, /)
      .waitFor()
    await page().getByRole('complementary', { name: 'llama3.2:latest' }).waitFor()
    await page().keyboard.press('ControlOrMeta+3')
    await card()
      .getByText(/downloaded in .* already here/)
      .waitFor({ timeout: 40_000 })
    await card().getByRole('button', { name: 'Show in the library' }).click()
    await partsOf(page()).row('llama3.2:1b').waitFor()
  })
})
