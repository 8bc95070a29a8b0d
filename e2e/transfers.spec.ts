import type { Locator } from 'playwright-core'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { startSandbox, type Sandbox } from '../electron/sandbox/server.ts'
import { launchCorral, skipped, type Corral } from './corral.ts'
import { partsOf } from './parts.ts'

describe.skipIf(skipped)('transfers', () => {
  let sandbox: Sandbox
  let corral: Corral
  beforeAll(async () => {
    sandbox = await startSandbox({ rate: 150e6 })
    corral = await launchCorral({ args: ['--host', sandbox.url] })
    await partsOf(corral.page).row('llama3.2:latest').waitFor()
  })
  afterAll(async () => {
    await corral?.close()
    await sandbox?.close()
  })
  beforeEach(() => sandbox.faults.clear())
  const page = () => corral.page
  const parts = () => partsOf(corral.page)
  /** Notices are dialogs, too. */
  const dialog = () => page().getByRole('dialog', { name: /^(Pull a model|Add a host)$/ })
  const card = (name: string) => page().getByRole('listitem').filter({ hasText: name }).first()

  it('are cancelled without losing what was downloaded, and resume from there', async () => {
    await parts().pull('llama3.2:1b')
    await parts().place('Transfers').click()
    // The percentage stands before the amount.
    await card('llama3.2')
      .getByText(/^\d+%.* · .*MB\/s · /)
      .waitFor()
    // Acts that end something have words, as they would look alike.
    await card('llama3.2').getByText('Cancel', { exact: true }).click()
    await card('llama3.2').getByText('Remove from list', { exact: true }).waitFor()
    await card('llama3.2').getByText('What was downloaded stays on the server').waitFor()
    await card('llama3.2').getByRole('button', { name: 'Resume' }).click()
    await card('llama3.2')
      .getByText(/already here/)
      .waitFor({ timeout: 40_000 })
    await card('llama3.2').getByRole('button', { name: 'Show in the library' }).click()
    await parts().row('llama3.2:1b').waitFor()
  })

  it('explain a failure and the next step, and are retried', async () => {
    await parts().place('Library').click()
    await parts().pull('missing:1b')
    const count = parts().place('Transfers').getByText('1 failed', { exact: true })
    await count.waitFor()
    const isRed = (element: Element) => {
      const [red = 0, green = 0, blue = 0] = (getComputedStyle(element).color.match(/[\d.]+/g) ?? []).map(Number)
      return red > 1.5 * Math.max(green, blue)
    }
    expect(await count.evaluate(isRed)).toBe(true)
    await parts().place('Transfers').click()
    await card('missing').getByText('The registry does not have missing:1b').waitFor()
    await parts().place('Library').click()
    await count.waitFor({ state: 'detached' })
    sandbox.faults.set('disk-full')
    await parts().pull('qwen3:0.6b')
    await parts().place('Transfers').click()
    await card('qwen3')
      .getByText(/disk.*full|no room/i)
      .first()
      .waitFor({ timeout: 20_000 })
    sandbox.faults.clear()
    await card('qwen3')
      .getByRole('button', { name: /Try again|Resume/ })
      .click()
    await card('qwen3')
      .getByText(/downloaded in /)
      .waitFor({ timeout: 20_000 })
  })

  it('report a broken connection, and are retried automatically', async () => {
    sandbox.faults.set('cut')
    await parts().place('Library').click()
    await parts().pull('gemma3:1b')
    await parts().place('Transfers').click()
    await card('gemma3')
      .getByText(/The transfer ended before it was done\. Trying again in \d+ s\./)
      .waitFor()
    sandbox.faults.clear()
    await card('gemma3').getByRole('button', { name: 'Try again now' }).click()
    await card('gemma3')
      .getByText(/downloaded in /)
      .waitFor({ timeout: 20_000 })
  })

  it('continue when the page reloads', async () => {
    await parts().place('Library').click()
    await parts().pull('mistral:7b')
    await parts().place('Transfers').click()
    await card('mistral')
      .getByText(/MB\/s · /)
      .waitFor()
    await page().reload()
    await parts().place('Transfers').click()
    await card('mistral')
      .getByText(/MB\/s · /)
      .waitFor()
    await card('mistral')
      .getByRole('button', { name: /^Cancel/ })
      .click()
    await card('mistral').getByText('What was downloaded stays on the server').waitFor()
  })

  it('begin with a notice without a tick, which stays where it is when a dialog opens', async () => {
    await parts().place('Library').click()
    await parts().pull('gemma3:4b')
    const notice = page().locator('[data-notice=begun]').filter({ hasText: 'Pulling gemma3:4b' })
    await notice.waitFor()
    expect(await notice.locator('.text-good').count()).toBe(0)
    const place = () => notice.boundingBox().then((box) => box && [box.x, box.y])
    const before = await place()
    await page().getByRole('button', { name: 'Pull model' }).first().click()
    await dialog().getByRole('combobox', { name: 'Model' }).waitFor()
    expect(await place()).toEqual(before)
    await page().keyboard.press('Escape')
    await page().keyboard.press('Escape')
  })

  it('are told of in the sidebar, beside places, figures, inspector and dialogs', async () => {
    const notice = page().locator('[data-notice]').filter({ hasText: 'The pull of missing:2b failed' })
    await parts().place('Library').click()
    await parts()
      .row('llama3.2:latest')
      .click({ position: { x: 60, y: 10 } })
    const inspector = page()
      .getByRole('complementary')
      .filter({ has: page().getByRole('tablist') })
    await inspector.waitFor()
    await parts().pull('missing:2b')
    // It stays while the pointer is on it.
    await notice.hover()
    const notices = page().locator('[data-notice]:visible')
    const apart = async (what: Locator) => {
      const b = await what.boundingBox()
      const all = await Promise.all((await notices.all()).map((one) => one.boundingBox()))
      if (!b || all.length === 0) return 'not there'
      const isApart = (a: typeof b | null) =>
        !a || a.x + a.width <= b.x || b.x + b.width <= a.x || a.y + a.height <= b.y || b.y + b.height <= a.y
      return all.every(isApart) ? 'apart' : JSON.stringify([...all, b])
    }
    const sidebar = page().getByRole('complementary').first()
    const figures = sidebar.getByRole('heading', { name: 'GPU memory' })
    // Where the inspector is beside the list, and where it covers a part of it.
    const sizes = [1920, 1280, 1100, 900].map((width) => ({ width, height: width === 900 ? 600 : 800 }))
    for (const size of sizes) {
      await page().setViewportSize(size)
      for (const other of [page().getByRole('main'), page().getByRole('navigation'), figures])
        await expect.poll(() => apart(other), { message: `at ${size.width}`, timeout: 3000 }).toBe('apart')
      await expect.poll(() => apart(inspector), { message: `inspector at ${size.width}`, timeout: 3000 }).toBe('apart')
    }
    await parts().row('llama3.2:latest').focus()
    await page().keyboard.press('Escape')
    await inspector.waitFor({ state: 'detached' })
    await page().keyboard.press('p')
    await dialog().getByRole('combobox', { name: 'Model' }).waitFor()
    for (const size of sizes.toReversed()) {
      await page().setViewportSize(size)
      await expect.poll(() => apart(dialog()), { message: `dialog at ${size.width}`, timeout: 3000 }).toBe('apart')
    }
    await page().keyboard.press('Escape')
    await dialog().waitFor({ state: 'detached' })
    await notice.hover()
    const layer = page().locator('[role=dialog]:not([data-notice])')
    const layers = [
      ['the palette', () => page().keyboard.press('ControlOrMeta+k')],
      ['a wide dialog', () => parts().command('add', /^Add/)],
      ['the widest dialog', () => parts().command('load with options llama3.2:latest', /with options/)],
    ] as const
    for (const [what, open] of layers) {
      await open()
      await layer.waitFor()
      for (const size of sizes.slice(1)) {
        await page().setViewportSize(size)
        await expect.poll(() => apart(layer), { message: `${what} at ${size.width}`, timeout: 3000 }).toBe('apart')
      }
      await page().keyboard.press('Escape')
      await layer.waitFor({ state: 'detached' })
    }
    await page().setViewportSize({ width: 1280, height: 800 })
  })

  it('go to the host that the dialog names, and wait for one that is down', async () => {
    const other = await startSandbox({ rate: 0, models: 0 })
    const named = (host: Sandbox) => new URL(host.url).host
    await parts().place('Hosts').click()
    await page().getByRole('button', { name: 'Add host' }).first().click()
    await dialog().getByRole('textbox', { name: 'Address' }).fill(other.url)
    await dialog().getByText('answers', { exact: false }).first().waitFor()
    await dialog().getByRole('button', { name: 'Add host' }).click()
    await dialog().waitFor({ state: 'detached' })
    await parts().place('Transfers').click()
    const pull = async (name: string, host: Sandbox, said: string) => {
      await page().getByRole('button', { name: 'Pull model' }).first().click()
      await dialog().getByRole('combobox', { name: 'To' }).click()
      await page()
        .getByRole('option', { name: named(host) })
        .click()
      await dialog().getByRole('combobox', { name: 'Model' }).fill(name)
      await dialog().getByText(said, { exact: false }).first().waitFor()
      await dialog().getByRole('button', { name: 'Pull', exact: true }).click()
      await dialog().waitFor({ state: 'detached' })
    }
    await pull('llama3.2', sandbox, 'already there, 2.0 GB, of ')
    await card('llama3.2:latest').getByText('Nothing to download').waitFor()
    await other.close()
    await pull('phi4', other, `${named(other)} does not answer now.`)
    await card('phi4')
      .getByText(/Trying again/)
      .waitFor()
    const again = await startSandbox({ rate: 150e6, models: 0, port: Number(new URL(other.url).port) })
    try {
      await card('phi4').getByRole('button', { name: 'Try again now' }).click()
      await card('phi4')
        .getByText(/MB\/s · /)
        .waitFor()
    } finally {
      await again.close()
    }
  })

  it('check a name as it is typed', async () => {
    await page().getByRole('button', { name: 'Pull model' }).first().click()
    const dialog = page().getByRole('dialog')
    const field = dialog.getByRole('combobox', { name: 'Model' })
    const suggested = (name: string) =>
      dialog.getByRole('option').filter({ has: page().getByTitle(name, { exact: true }) })
    // One of the host, and one that was pulled.
    await field.fill('qwen3:')
    await suggested('qwen3:32b').waitFor()
    await suggested('qwen3:0.6b').click()
    expect(await field.inputValue()).toBe('qwen3:0.6b')
    for (const [name, words] of [
      ['bad name!', 'is not a valid model name'],
      ['a/b/c/d', 'At most three parts'],
      ['llama3.2@sha256:1', 'Digests are not accepted'],
      ['localhost:5000/m', 'needs a namespace'],
      ['llama3.2:local', 'is reserved'],
    ] as const) {
      await field.fill(name)
      await dialog.getByText(words, { exact: false }).first().waitFor()
    }
    await page().keyboard.press('Escape')
    await page().keyboard.press('Escape')
  })
})
