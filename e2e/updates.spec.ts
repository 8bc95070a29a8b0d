import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { launchCorral, skipped, type Corral } from './corral.ts'
import { listOf } from './list.ts'
import { partsOf } from './parts.ts'

describe.skipIf(skipped)('updates of models', () => {
  let corral: Corral
  beforeAll(async () => {
    corral = await launchCorral({ args: ['--sandbox'] })
    await partsOf(corral.page).row('phi4-mini:latest').waitFor()
  })
  afterAll(() => corral?.close())

  it('are checked for, filtered, reviewed and made with the keyboard alone', async () => {
    const { page } = corral
    const { row, command } = partsOf(page)
    const press = (key: string) => page.keyboard.press(key)
    const focused = (name: string | RegExp) => page.getByRole('button', { name }).and(page.locator(':focus')).waitFor()

    await command('check for updates', 'Check for updates')
    const updates = page.getByRole('dialog', { name: 'Updates of models' })
    await updates.getByRole('button', { name: 'Review phi4-mini:latest' }).waitFor()
    await updates.getByText('Checked now').waitFor()
    const offered = await updates.getByRole('checkbox').count()
    await press('Escape')
    await page.getByRole('button', { name: `${offered} updates` }).waitFor()

    const filter = page.getByRole('button', { name: /^Updates/ })
    await filter.focus()
    await press('Space')
    await expect.poll(() => listOf(page).names()).toContain('phi4-mini:latest')
    expect(await listOf(page).names()).toHaveLength(offered)

    await command('review update phi4', 'Review the update of phi4-mini:latest')
    const review = page.getByRole('dialog', { name: 'Update of phi4-mini:latest' })
    await review.getByText('template only').waitFor()
    await review.getByRole('insertion').first().waitFor()
    await review.getByText('is kept for 30 days').waitFor()
    await focused('Update')
    await press('Enter')
    await review.waitFor({ state: 'detached' })

    await row('phi4-mini:latest').waitFor({ state: 'detached' })
    await filter.focus()
    await press('Space')
    await row('phi4-mini:latest').getByText('None', { exact: true }).waitFor()
    await page.getByRole('button', { name: `${offered - 1} updates` }).waitFor()

    // One key goes back to the version before, another forward again.
    await row('phi4-mini:latest').focus()
    await press('Enter')
    const earlier = page.getByRole('region', { name: 'Earlier versions' })
    await earlier.getByRole('button', { name: 'Go back to this version' }).press('Enter')
    await page.getByRole('button', { name: `${offered} updates` }).waitFor()
    await press('ControlOrMeta+z')
    await page.getByRole('button', { name: `${offered - 1} updates` }).waitFor()
    expect(corral.pageErrors).toEqual([])
  })
})
