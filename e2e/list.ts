import type { Page } from 'playwright-core'
import type { Corral } from './corral.ts'

/** The list of models as it stands in the page. */
export function listOf(page: Page) {
  const head = (name: string) => page.getByRole('columnheader', { name, exact: true }).getByRole('button')
  return {
    head,
    /** The names in the order of the rows; headings of groups are left out. */
    names: (): Promise<string[]> =>
      page
        .getByRole('button', { name: /^More for / })
        .evaluateAll((buttons) => buttons.map((button) => button.ariaLabel?.replace('More for ', '') ?? '')),
    /** The columns from left to right. */
    heads: (): Promise<string[]> => page.getByRole('columnheader').getByRole('button').allTextContents(),
    widthOf: async (name: string): Promise<number> =>
      Math.round((await page.getByRole('columnheader', { name, exact: true }).boundingBox())?.width ?? 0),
    filter: () => page.getByRole('searchbox', { name: 'Filter by name, family or digest' }),
    selection: () => page.getByRole('region', { name: 'Selection' }),
    /** Chooses an entry of a menu that a button opens. What the list is ordered by comes before what groups it. */
    choose: async (menu: string | RegExp, entry: string): Promise<void> => {
      await page.getByRole('button', { name: menu }).click()
      await entryOf(page, entry).first().click()
      await page.getByRole('menu').waitFor({ state: 'detached' })
    },
  }
}

/** An entry of the menu that is open. */
export function entryOf(page: Page, name: string) {
  return page.getByRole('menu').getByText(name, { exact: true })
}

/** What is on the clipboard. */
export function clipboardOf({ page, electron }: Pick<Corral, 'page' | 'electron'>): Promise<string> {
  return electron
    ? electron.evaluate(({ clipboard }) => clipboard.readText())
    : page.evaluate(() => navigator.clipboard.readText())
}
