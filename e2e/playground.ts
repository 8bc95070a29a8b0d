import type { Page } from 'playwright-core'

/** Elements of the playground, by the names a user sees. */
export function playgroundOf(page: Page) {
  const list = page.getByRole('listbox', { name: 'Texts' })
  return {
    list,
    text: (name: string | RegExp) => list.getByRole('option', { name }),
    field: page.getByRole('textbox', { name: 'Texts to add' }),
    embed: page.getByRole('button', { name: /^Embed/ }),
    tab: (name: string) => page.getByRole('tab', { name, exact: true }),
    model: async (label: string, name: string) => {
      await page.getByRole('combobox', { name: label, exact: true }).click()
      await page.getByRole('option', { name }).click()
    },
    choose: async (menu: string, entry: string) => {
      await page.getByRole('button', { name: menu, exact: true }).click()
      await page.getByRole('menuitem', { name: entry }).first().click()
    },
    /** Drops files as a file manager does. */
    drop: async (...files: { name: string; content: string }[]) => {
      const transfer = await page.evaluateHandle((list) => {
        const made = new DataTransfer()
        for (const { name, content } of list) made.items.add(new File([content], name))
        return made
      }, files)
      for (const type of ['dragover', 'drop'])
        await page.getByRole('heading', { level: 1 }).dispatchEvent(type, { dataTransfer: transfer })
    },
  }
}
