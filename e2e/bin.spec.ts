import { describe, expect, it } from 'vitest'
import { skipped } from './corral.ts'
import { onOneLibrary } from './list.ts'
import { partsOf } from './parts.ts'

describe.skipIf(skipped)('the bin, by the keyboard alone', () => {
  const { corral, page, row, says, tags } = onOneLibrary()
  const press = (key: string) => page().keyboard.press(key)
  const focused = (name: string) => page().locator(':focus', { hasText: name }).waitFor()
  const ask = () => page().getByRole('alertdialog')
  /** Moves models to the bin. The dialog hides the rows while it is open. */
  const remove = async (...models: string[]) => {
    for (const name of models) {
      await row(name).focus()
      await press('Delete')
      await focused('Move to bin')
      await press('Enter')
      await ask().waitFor({ state: 'detached' })
      await row(name).waitFor({ state: 'detached' })
    }
  }
  const names = async () => (await tags()).map(({ name }) => name)

  it('keeps what is deleted, which is undone by a key', async () => {
    await row('phi4-mini:latest').focus()
    await press('Delete')
    // The first time it says what other clients see, and takes the choice with the act.
    await ask().getByText('Other clients show such names', { exact: false }).waitFor()
    await partsOf(page()).tabTo(ask().getByRole('button', { name: 'Move to bin' }))
    await press('Enter')
    await ask().waitFor({ state: 'detached' })
    await row('phi4-mini:latest').waitFor({ state: 'detached' })
    expect((await names()).filter((name) => name.startsWith('corral-bin/'))).toHaveLength(1)
    await page().locator('[role="row"]:focus').waitFor()
    await press('ControlOrMeta+z')
    await row('phi4-mini:latest').waitFor()
    expect((await names()).filter((name) => name.startsWith('corral-bin/'))).toEqual([])
  })

  it('gives it back from the bin, and deletes for good what is emptied', async () => {
    await remove('phi4-mini:latest', 'llama3.2:latest')
    await page().getByRole('button', { name: 'Bin: 2 models' }).press('Enter')
    await page().getByRole('grid', { name: 'Models in the bin' }).waitFor()
    await focused('llama3.2:latest')
    await press('ArrowDown')
    await focused('phi4-mini:latest')
    await press('Enter')
    await says('Restored phi4-mini:latest')
    await focused('llama3.2:latest')
    await press('Delete')
    await ask().getByText('Frees 0 B: llama3.2-backup:latest shares these 2.0 GB.').waitFor()
    await partsOf(page()).tabTo(ask().getByRole('button', { name: /^Delete/ }))
    await press('Enter')
    await page().getByRole('heading', { name: 'The bin is empty' }).waitFor()
    await press('ControlOrMeta+1')
    await row('phi4-mini:latest').waitFor()
    expect((await names()).some((name) => name.startsWith('corral-bin/') || name === 'llama3.2:latest')).toBe(false)
    expect(corral().pageErrors).toEqual([])
  })

  it('gives several back at once, takes that back at once, and is shown again after a reload', async () => {
    await remove('phi4-mini:latest', 'qwen3:32b')
    await page().getByRole('button', { name: 'Bin: 2 models' }).press('Enter')
    await focused('qwen3:32b')
    await press('ControlOrMeta+a')
    await press('Enter')
    await says('Restored 2 models')
    await page().getByRole('button', { name: 'Undo', exact: true }).first().click()
    const grid = page().getByRole('grid', { name: 'Models in the bin' })
    await grid.getByText('phi4-mini').waitFor()
    await page().reload()
    await grid.getByText('qwen3').waitFor()
    await grid.getByText('phi4-mini').waitFor()
  })
})
