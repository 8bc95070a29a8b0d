import type { Locator, Page } from 'playwright-core'

/** The words that head and overview of the inspector say more than once. Figures can be equal by chance. */
export async function repeatedWords(panel: Locator): Promise<string[]> {
  await panel.locator('dd').first().waitFor()
  const texts = await panel.locator('h2, header p, [role=tabpanel] p, dd').allInnerTexts()
  const words = texts
    .flatMap((text) => text.split(/\n|, | · /))
    .map((word) => word.trim())
    .filter((word) => /\p{L}/u.test(word) && word !== 'Not reported')
  return words.filter((word, at) => words.indexOf(word) !== at)
}

/** Elements of the page, by the names a user sees. */
export function partsOf(page: Page) {
  return {
    place: (name: string): Locator => page.getByRole('navigation').getByRole('button', { name }).first(),
    /** The row of a model in the library. */
    row: (name: string): Locator => page.getByRole('row').filter({ has: page.getByTitle(name, { exact: true }) }),
    /** Chooses a tab, also one that is in the menu of the tabs without room. */
    tab: async (name: string): Promise<void> => {
      await page.getByRole('tab', { name, exact: true }).press('Enter')
      await page.getByRole('tabpanel', { name }).waitFor()
    },
    /** Presses Tab until `target` has the focus: how many elements lie between depends on what is shown just then. */
    tabTo: async (target: Locator): Promise<void> => {
      const focused = target.and(page.locator(':focus'))
      for (let presses = 0; presses < 30 && (await focused.count()) === 0; presses += 1)
        await page.keyboard.press('Tab')
      await focused.waitFor()
    },
    dialog: (): Locator => page.getByRole('dialog').or(page.getByRole('alertdialog')),
    /** Types into the palette and chooses the first result. */
    command: async (typed: string, found: string | RegExp): Promise<void> => {
      await page.keyboard.press('ControlOrMeta+k')
      await page.locator('[role=dialog]:has([role=listbox]) [role=combobox]:focus').waitFor()
      await page.keyboard.type(typed)
      await page.locator('[role=option][aria-selected=true]').filter({ hasText: found }).waitFor()
      await page.keyboard.press('Enter')
    },
    pull: async (name: string): Promise<void> => {
      await page.getByRole('button', { name: 'Pull model' }).first().click()
      const dialog = page.getByRole('dialog', { name: 'Pull a model' })
      await dialog.getByRole('combobox', { name: 'Model' }).fill(name)
      await dialog.getByRole('button', { name: 'Pull', exact: true }).click()
      await dialog.waitFor({ state: 'detached' })
    },
  }
}
