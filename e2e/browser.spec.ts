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
