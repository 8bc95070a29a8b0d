import type { Page } from 'playwright-core'
import { describe, expect, it, onTestFinished } from 'vitest'
import { launchCorral } from './corral.ts'
import { partsOf } from './parts.ts'

describe('the page in a browser', () => {
  it('explains that its token is missing', async () => {
    const corral = await launchCorral({ args: ['--sandbox'] })
    onTestFinished(() => corral.close())
    const bare = await corral.page.context().browser()?.newPage()
    await bare?.goto(new URL('/', corral.page.url()).href)
    await bare?.getByText('This page needs its full address').waitFor()
    await bare?.goto(`${new URL('/', corral.page.url()).href}#token=wrong`)
    await bare?.reload()
    await bare?.getByText('The token of this page is not valid').waitFor({ timeout: 20_000 })
  })

  it('says of an old browser that it is one', async () => {
    const corral = await launchCorral({ args: ['--sandbox'] })
    onTestFinished(() => corral.close())
    const address = corral.page.url()
    const opened = async (locale: string, prepare: (page: Page) => Promise<unknown>) => {
      const page = await corral.page.context().browser()?.newPage({ locale })
      if (!page) throw new Error('no browser')
      await prepare(page)
      await page.goto(address)
      return page.getByRole('alert').innerText()
    }
    expect(
      await opened('en', (page) => page.addInitScript(() => Reflect.deleteProperty(Array.prototype, 'findLast'))),
    ).toMatch(/^This browser is too old for Corral: /)
    // As if a script had syntax of the future.
    const scripts = /assets\/first-.*\.js$/
    expect(
      await opened('zh-CN', (page) =>
        page.route(scripts, (route) => route.fulfill({ contentType: 'text/javascript', body: 'let let = @' })),
      ),
    ).toMatch(/^此浏览器版本过旧/)
  })

  it('offers no pull at ollama.com', async () => {
    const corral = await launchCorral({ args: ['--sandbox'] })
    onTestFinished(() => corral.close())
    const { page } = corral
    const pull = page.getByRole('button', { name: 'Pull model' })
    /** The acts of a model in the palette. */
    const actsOn = async (model: string) => {
      await page.keyboard.press('ControlOrMeta+k')
      const search = page.locator('[role=dialog]:has([role=listbox]) [role=combobox]')
      await search.fill(model)
      await page.locator('[role=option][aria-selected=true]').filter({ hasText: model }).waitFor()
      await page.keyboard.press('Enter')
      await page.getByRole('option', { name: 'Copy name' }).waitFor()
      const acts = await page.getByRole('option').allInnerTexts()
      // Back, and out.
      while ((await search.count()) > 0) await page.keyboard.press('Escape')
      return acts.join()
    }
    await pull.waitFor()
    expect(await actsOn('llama3.2:latest')).toContain('Pull again')
    // The page is told that the sandbox is ollama.com.
    await page.routeWebSocket(/./, (socket) => {
      const server = socket.connectToServer()
      server.onMessage((message) =>
        socket.send(
          typeof message === 'string' ? message.replaceAll('"server":"ollama"', '"server":"ollama_cloud"') : message,
        ),
      )
    })
    await page.reload()
    await partsOf(page).row('llama3.2:latest').waitFor()
    expect(await pull.count()).toBe(0)
    expect(await actsOn('llama3.2:latest')).not.toContain('Pull')
    await partsOf(page).place('Transfers').click()
    await page.getByRole('heading', { name: 'Transfers' }).waitFor()
    expect(await pull.count()).toBe(0)
  })

  it('runs only its own scripts and sends requests only to its own server', async () => {
    const corral = await launchCorral({ args: ['--sandbox'] })
    onTestFinished(() => corral.close())
    const { page } = corral
    await partsOf(page).row('llama3.2:latest').waitFor()
    const tried = await page.evaluate(async () => {
      const script = document.createElement('script')
      script.textContent = 'window.inline = true'
      document.head.append(script)
      const image = new Image()
      const picture = new Promise((resolve) => {
        image.addEventListener('load', () => resolve('loaded'))
        image.addEventListener('error', () => resolve('refused'))
      })
      image.src = 'http://127.0.0.1:1/x.png'
      const asked = await fetch('http://127.0.0.1:1/').then(
        () => 'asked',
        () => 'refused',
      )
      return { inline: 'inline' in window, asked, picture: await picture }
    })
    expect(tried).toEqual({ inline: false, asked: 'refused', picture: 'refused' })
    const evaluated = await page.evaluate(
      // Later than the call itself, which runs through the debugger and is exempt from the policy.
      `new Promise((say) => setTimeout(() => { try { say(eval('1')) } catch { say('refused') } }))`,
    )
    expect(evaluated).toBe('refused')
  })
})
