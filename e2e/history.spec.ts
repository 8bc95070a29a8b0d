import { describe, expect, it } from 'vitest'
import { skipped } from './corral.ts'
import { onOneLibrary } from './list.ts'
import { partsOf } from './parts.ts'

describe.skipIf(skipped)('the history', () => {
  const { page, row, says, ask, tags } = onOneLibrary()
  const press = async (...keys: string[]) => {
    for (const key of keys) await page().keyboard.press(key)
  }
  const lines = () => page().getByRole('option')
  const names = async () => (await tags()).map(({ name }) => name)

  it('shows the call before an act, and the act afterwards, found, opened and undone by keys alone', async () => {
    await row('phi4-mini:latest').focus()
    await press('F2')
    const dialog = page().getByRole('dialog', { name: 'Rename phi4-mini:latest' })
    await dialog.getByRole('textbox').fill('mine:1')
    await dialog.getByText('Show the call').press('Enter')
    await dialog.getByText('POST /api/copy').waitFor()
    await dialog.getByText('DELETE /api/delete').waitFor()
    await dialog.getByRole('textbox').press('Enter')
    await row('mine:1').waitFor()

    await press('ControlOrMeta+6')
    await page().getByRole('heading', { level: 1, name: 'History' }).waitFor()
    await press('/')
    await page().keyboard.type('mine')
    await lines().filter({ hasText: 'Renamed phi4-mini:latest to mine:1' }).waitFor()
    await partsOf(page()).tabTo(page().getByRole('listbox'))
    await press('Enter')
    const entry = page().getByRole('complementary', { name: 'Entry' })
    await entry.getByText('POST /api/copy').waitFor()
    await entry
      .getByText(/^Answer 200 after /)
      .first()
      .waitFor()
    await entry.getByRole('button', { name: 'Command line' }).press('Enter')
    await entry.getByText(/-X DELETE http/).waitFor()
    await entry.getByRole('button', { name: 'Undo' }).press('Enter')
    await says('Undone: Renamed phi4-mini:latest to mine:1')
    expect(await names()).toContain('phi4-mini:latest')
    await entry.getByText('This is undone already').waitFor()
    await press('Escape')
    await entry.waitFor({ state: 'detached' })
  })

  it('is undone and redone from anywhere, and says when that is no longer possible', async () => {
    await press('ControlOrMeta+1')
    await row('phi4-mini:latest').waitFor()
    await press('ControlOrMeta+Shift+z')
    await says('Redone: Renamed phi4-mini:latest to mine:1')
    await row('mine:1').waitFor()
    await press('ControlOrMeta+z')
    await row('phi4-mini:latest').waitFor()
    await press('ControlOrMeta+Shift+z')
    await row('mine:1').waitFor()
    await ask('DELETE', 'delete', { model: 'mine:1' })
    await page().getByRole('button', { name: 'Refresh' }).click()
    await row('mine:1').waitFor({ state: 'detached' })
    await page()
      .getByRole('button', { name: /^Events/ })
      .click()
    await page().getByRole('button', { name: 'Open History' }).click()
    await lines().first().click()
    await page().getByText('No longer possible: the data of phi4-mini:latest is gone').waitFor()
  })
})
