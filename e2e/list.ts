import type { Page } from 'playwright-core'
import { afterAll, beforeAll, beforeEach } from 'vitest'
import { startSandbox, type Sandbox } from '../electron/sandbox/server.ts'
import { launchCorral, type Corral } from './corral.ts'
import { partsOf } from './parts.ts'

/** Fields of a model in the sandbox's list. */
export interface Tag {
  name: string
  digest: string
  size: number
  modified_at: string
  remote_host?: string
  details: {
    family: string
    format: string
    parameter_size: string
    quantization_level: string
    context_length?: number
    embedding_length?: number
  }
}

/** The list of models in the page. */
export function listOf(page: Page) {
  const head = (name: string) => page.getByRole('columnheader', { name, exact: true }).getByRole('button')
  return {
    head,
    /** The names in the order of the rows, without headings of groups. */
    names: (): Promise<string[]> =>
      page
        .getByRole('button', { name: /^More for / })
        .evaluateAll((buttons) => buttons.map((button) => button.ariaLabel?.replace('More for ', '') ?? '')),
    /** The column names from left to right. */
    heads: (): Promise<string[]> => page.getByRole('columnheader').getByRole('button').allTextContents(),
    widthOf: async (name: string): Promise<number> =>
      Math.round((await page.getByRole('columnheader', { name, exact: true }).boundingBox())?.width ?? 0),
    filter: () => page.getByRole('searchbox', { name: 'Filter by name, family or digest' }),
    selection: () => page.getByRole('region', { name: 'Selection' }),
    /** Chooses an entry of a button's menu. The sort entries precede the group entries. */
    choose: async (menu: string | RegExp, entry: string): Promise<void> => {
      await page.getByRole('button', { name: menu }).click()
      await entryOf(page, entry).first().click()
      await page.getByRole('menu').waitFor({ state: 'detached' })
    },
  }
}

/** An entry of the open menu. */
export function entryOf(page: Page, name: string) {
  return page.getByRole('menu').getByText(name, { exact: true })
}

/** The text on the clipboard. */
export function clipboardOf({ page, electron }: Pick<Corral, 'page' | 'electron'>): Promise<string> {
  return electron
    ? electron.evaluate(({ clipboard }) => clipboard.readText())
    : page.evaluate(() => navigator.clipboard.readText())
}

/** A Corral on a sandbox without delays, for all tests of a block; with its server's list and actions. */
export function onOneLibrary() {
  let sandbox: Sandbox
  let corral: Corral
  const page = () => corral.page
  const row = (name: string) => partsOf(page()).row(name)
  beforeAll(async () => {
    sandbox = await startSandbox({ rate: 0 })
    corral = await launchCorral({ args: ['--host', sandbox.url] })
    await row('qwen3:32b').waitFor()
  })
  // What a failed test left open or selected is not in the way of the tests after it.
  beforeEach(async () => {
    const open = page().locator('[role=dialog], [role=alertdialog], [role=menu]')
    for (let presses = 0; presses < 5 && (await open.count()) > 0; presses += 1) await page().keyboard.press('Escape')
    const clear = listOf(page()).selection().getByRole('button', { name: 'Clear selection' })
    if ((await clear.count()) > 0) await clear.click()
  })
  afterAll(async () => {
    await corral?.close()
    await sandbox?.close()
  })
  return {
    corral: () => corral,
    host: () => new URL(sandbox.url).host,
    page,
    row,
    list: () => listOf(page()),
    // Where several notices came at once, a low window shows the newest only.
    says: (words: string | RegExp) => page().getByText(words).filter({ visible: true }).first().waitFor(),
    tags: async () => ((await (await fetch(`${sandbox.url}/api/tags`)).json()) as { models: Tag[] }).models,
    ask: (method: string, call: string, body: unknown) =>
      fetch(`${sandbox.url}/api/${call}`, { method, body: JSON.stringify(body) }),
  }
}
