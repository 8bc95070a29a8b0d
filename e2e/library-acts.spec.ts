import type { ElementHandle } from 'playwright-core'
import { describe, expect, it } from 'vitest'
import { skipped } from './corral.ts'
import { clipboardOf, entryOf, onOneLibrary } from './list.ts'
import { partsOf } from './parts.ts'

describe.skipIf(skipped)('models of the library', () => {
  const { corral, host, page, row, list, says, tags, ask } = onOneLibrary()
  const menu = () => page().getByRole('menu')

  it('selects several by mouse and keyboard, and shows their total size', async () => {
    await row('llama3.1:8b').click({ modifiers: ['ControlOrMeta'] })
    await row('llama3.2-backup:latest').click({ modifiers: ['Shift'] })
    await list().selection().getByText('3 models, 6.9 GB, of which 2.0 GB shared').waitFor()
    await page().keyboard.press('Escape')
    await row('bge-m3:latest').focus()
    await page().keyboard.press('Shift+ArrowDown')
    await page().keyboard.press('Shift+End')
    await list().selection().getByText('14 models, 90.1 GB, of which 2.0 GB shared').waitFor()
    await page().keyboard.press('Escape')
    await page().keyboard.press('ControlOrMeta+a')
    await list()
      .selection()
      .getByText(/^14 models/)
      .waitFor()
    expect(await page().locator('[role=row][aria-selected=true]').count()).toBe(14)
    expect(await list().selection().getByRole('button', { name: 'Load', exact: true }).isDisabled()).toBe(true)
    await list().selection().getByRole('button', { name: 'Clear selection' }).click()
    await list().selection().waitFor({ state: 'detached' })
  })

  it('loads, unloads, pulls and deletes several at once', async () => {
    for (const destination of ['spare:1', 'spare:2']) await ask('POST', 'copy', { source: 'bge-m3', destination })
    await page().getByRole('button', { name: 'Refresh' }).click()
    await row('spare:2').waitFor()
    for (const name of ['spare:1', 'nomic-embed-text:v1.5']) await row(name).click({ modifiers: ['ControlOrMeta'] })
    const act = (name: string) => list().selection().getByRole('button', { name, exact: true })
    await act('Load').click()
    await row('nomic-embed-text:v1.5').getByRole('img', { name: 'Loaded' }).waitFor()
    await row('spare:1').getByRole('img', { name: 'Loaded' }).waitFor()
    await row('spare:2').getByText('Loaded as spare:1').waitFor()
    await act('Unload').click()
    await row('nomic-embed-text:v1.5').getByRole('img', { name: 'Not loaded' }).waitFor()
    await row('spare:2').getByRole('img', { name: 'Not loaded' }).waitFor()
    const toggle = (name: string) => row(name).click({ modifiers: ['ControlOrMeta'] })
    await toggle('spare:1')
    await toggle('bge-m3:latest')
    await act('Pull again').click()
    // Both may be pulled before this notice is read, which their own then push away.
    await says(/^(Pulling 2 models again|(bge-m3:latest|nomic-embed-text:v1\.5) is pulled)$/)
    for (const name of ['nomic-embed-text:v1.5', 'bge-m3:latest', 'spare:1', 'spare:2']) await toggle(name)
    await act('Delete…').click()
    const dialog = page().getByRole('alertdialog', { name: 'Delete 2 models?' })
    await dialog.getByText('1.2 GB of spare:1 stay: bge-m3:latest shares them.').waitFor()
    await dialog.getByText('Only the name is removed.', { exact: false }).waitFor()
    await dialog.getByRole('button', { name: 'Move to bin' }).click()
    await says('Moved 2 models to the bin')
    await row('spare:1').waitFor({ state: 'detached' })
    expect((await tags()).map(({ name }) => name)).not.toContain('spare:2')
  })

  it('copies and renames only to valid names', async () => {
    await row('phi4-mini:latest').focus()
    await page().keyboard.press('Tab')
    await page().keyboard.press('Enter')
    await entryOf(page(), 'Copy…').click()
    const dialog = page().getByRole('dialog', { name: 'Copy phi4-mini:latest' })
    const name = dialog.getByRole('textbox')
    await name.fill('bad name')
    expect(await dialog.getByRole('button', { name: 'Copy' }).isDisabled()).toBe(true)
    await name.fill('phi:local')
    expect(await dialog.getByRole('button', { name: 'Copy' }).isDisabled()).toBe(true)
    await name.fill('BGE-m3')
    await dialog.getByText('bge-m3:latest already exists.').waitFor()
    await name.fill('hf.co/me/phi')
    await dialog.getByText('Will be listed as hf.co/me/phi:latest').waitFor()
    await page().keyboard.press('Enter')
    await row('hf.co/me/phi:latest').waitFor()
    await row('hf.co/me/phi:latest').focus()
    await page().keyboard.press('F2')
    await page().getByRole('dialog').getByRole('textbox').fill('HF.co/me/Phi')
    await page().keyboard.press('Enter')
    await says('hf.co/me/phi:latest is now HF.co/me/Phi:latest')
    await expect.poll(() => page().evaluate(() => document.activeElement?.textContent)).toContain('Phi:latest')
    await page().keyboard.press('Delete')
    const ask = page().getByRole('alertdialog')
    await ask.getByText('Frees 0 B: phi4-mini:latest shares these 2.5 GB.').waitFor()
    // The focus is on the act, as it can be undone.
    await ask.locator(':focus', { hasText: 'Move to bin' }).waitFor()
    await page().keyboard.press('Enter')
    await row('HF.co/me/Phi:latest').waitFor({ state: 'detached' })
    await expect.poll(() => page().evaluate(() => document.activeElement?.getAttribute('role'))).toBe('row')
  })

  it('keeps a focus that was set while a dialog faded', async () => {
    const other = await row('bge-m3:latest').elementHandle()
    await row('phi4-mini:latest').focus()
    await page().keyboard.press('Delete')
    const dialog = page().getByRole('alertdialog')
    await dialog.waitFor()
    const moved = page().waitForFunction((element) => {
      if (!document.querySelector('[role=alertdialog][data-ending-style]')) return false
      element?.focus()
      return true
    }, other as ElementHandle<HTMLElement>)
    await page().keyboard.press('Escape')
    await moved
    await dialog.waitFor({ state: 'detached' })
    await expect.poll(() => page().evaluate(() => document.activeElement?.textContent)).toContain('bge-m3')
  })

  it('offers all actions on a model in its menu, by button, right click and key', async () => {
    await row('qwen3:32b').click({ button: 'right' })
    const entries = async () =>
      (await menu().getByRole('menuitem').or(menu().getByRole('menuitemcheckbox')).allInnerTexts()).map(
        (text) => text.split('\n')[0],
      )
    expect(await entries()).toEqual([
      'Open',
      'Try…',
      'Compare with…',
      'Select',
      'Load',
      'Load with options…',
      'Copy…',
      'Rename…',
      'Push…',
      'Check for update…',
      'Pull again…',
      'Copy name',
      'Copy digest',
      'Copy “ollama run …”',
      'Open its web page',
      'Delete…',
    ])
    await entryOf(page(), 'Copy name').click()
    await expect.poll(() => clipboardOf(corral())).toBe('qwen3:32b')
    await row('qwen3:32b').getByRole('button', { name: 'More for qwen3:32b' }).click()
    await entryOf(page(), 'Copy digest').click()
    const digest = (await tags()).find(({ name }) => name === 'qwen3:32b')?.digest
    await expect.poll(() => clipboardOf(corral())).toBe(digest)
    await row('qwen3:32b').focus()
    await page().keyboard.press('Shift+F10')
    await entryOf(page(), 'Copy “ollama run …”').click()
    await expect.poll(() => clipboardOf(corral())).toBe(`OLLAMA_HOST=${host()} ollama run qwen3:32b`)
    await row('nomic-embed-text:v1.5').click({ button: 'right' })
    await entryOf(page(), 'Open in playground').click()
    await page().getByRole('heading', { level: 1, name: 'playground' }).waitFor()
    await partsOf(page()).place('Library').click()
  })

  it('shows a cloud stub as one, with nothing to load', async () => {
    const stub = row('gpt-oss:120b-cloud')
    await stub.getByText('Cloud', { exact: true }).waitFor()
    await stub.click({ button: 'right' })
    await entryOf(page(), 'Delete…').waitFor()
    for (const act of ['Load', 'Unload', 'Push…', 'Open in playground'])
      expect(await entryOf(page(), act).count(), act).toBe(0)
    await page().keyboard.press('Escape')
    await stub.focus()
    await page().keyboard.press('l')
    await stub.click()
    await page()
      .getByText(/ at https:\/\/ollama.com/)
      .waitFor()
    expect(await page().getByRole('complementary').getByRole('button', { name: 'Load', exact: true }).count()).toBe(0)
    await page().keyboard.press('Escape')
  })

  it('reports no error and no policy violation', () => {
    expect(corral().pageErrors).toEqual([])
  })

  it('compares two that are selected, and never a model with itself', async () => {
    await row('llama3.2:latest').click({ modifiers: ['ControlOrMeta'] })
    const compare = () => list().selection().getByRole('button', { name: 'Compare', exact: true })
    expect(await compare().count()).toBe(0)
    await row('llama3.2-backup:latest').click({ modifiers: ['ControlOrMeta'] })
    await compare().click()
    await page().getByRole('button', { name: 'First model: llama3.2:latest' }).waitFor()
    await page().getByRole('button', { name: 'Second model: llama3.2-backup:latest' }).click()
    await page().getByRole('option').first().waitFor()
    expect(await page().getByRole('option').filter({ hasText: 'llama3.2:latest' }).count()).toBe(0)
    await page().keyboard.press('Escape')
    await page().getByRole('button', { name: 'Close the comparison' }).click()
    await row('llama3.2:latest').waitFor()
    expect(corral().pageErrors).toEqual([])
  })
})
