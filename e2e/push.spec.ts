import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { startSandbox, type Sandbox } from '../electron/sandbox/server.ts'
import { launchCorral, skipped, type Corral } from './corral.ts'
import { clipboardOf } from './list.ts'
import { partsOf } from './parts.ts'

describe.skipIf(skipped)('a push', () => {
  let sandbox: Sandbox
  let corral: Corral
  beforeAll(async () => {
    sandbox = await startSandbox({ rate: 150e6, account: 'signed-in' })
    corral = await launchCorral({ args: ['--host', sandbox.url] })
    await partsOf(corral.page).row('llama3.2:latest').waitFor()
  })
  afterAll(async () => {
    await corral?.close()
    await sandbox?.close()
  })
  const page = () => corral.page
  const parts = () => partsOf(corral.page)
  const dialog = () => page().getByRole('dialog', { name: 'Push nomic-embed-text:v1.5' })
  const card = (name: string) => page().getByRole('listitem').filter({ hasText: name }).first()
  const openDialog = async () => {
    await parts().place('Library').click()
    await parts().row('nomic-embed-text:v1.5').click({ button: 'right' })
    await page().getByRole('menuitem', { name: 'Push…' }).click()
  }

  it('under a wrong namespace is noticed before, and goes on with a copy under the right one', async () => {
    await openDialog()
    await dialog().getByRole('textbox', { name: 'Your namespace' }).fill('lab')
    await dialog().getByText('The server then asks ollama.com who is signed in.').waitFor()
    await dialog().getByRole('button', { name: 'Check before pushing' }).click()
    await dialog().getByText('signed in to ollama.com as ada (plan free)').waitFor()
    await dialog().getByText('lab is not the namespace of ada').waitFor()
    await dialog().getByText('Corral may not ask registries').waitFor()
    await dialog().getByText('To send: at most 274 MB.').waitFor()
    sandbox.faults.set('stall')
    await dialog().getByRole('button', { name: 'Copy to ada/nomic-embed-text:v1.5 and push' }).click()
    await dialog().waitFor({ state: 'detached' })
    await parts().place('Transfers').click()
    const sent = card('ada/nomic-embed-text')
    await sent.getByRole('button', { name: 'Show layers' }).waitFor()
    await sent.getByRole('button', { name: /^Pause/ }).click()
    await sent.getByText('The unfinished one is sent again from its start.').waitFor()
    sandbox.faults.clear()
    await sent.getByRole('button', { name: 'Resume' }).click()
    await sent.getByText(/ sent in /).waitFor({ timeout: 20_000 })
    await parts().place('Library').click()
    await parts().row('ada/nomic-embed-text:v1.5').waitFor()
  })

  it('that is refused tells where the key is, and offers the right name', async () => {
    await openDialog()
    await dialog().getByRole('textbox', { name: 'Your namespace' }).fill('lab')
    await dialog().getByRole('button', { name: 'Copy and push' }).click()
    await dialog().waitFor({ state: 'detached' })
    await parts().place('Transfers').click()
    const failed = card('lab/nomic-embed-text')
    await failed.getByText('The registry refused access').waitFor()
    await failed.getByText('id_ed25519.pub').first().waitFor()
    expect(await failed.getByRole('button', { name: 'Copy the path' }).count()).toBeGreaterThan(0)
    await failed.getByRole('button', { name: 'Check before pushing' }).click()
    // The copy of the first test is there, so nothing is copied.
    await failed.getByRole('button', { name: 'Push ada/nomic-embed-text:v1.5' }).waitFor()
  })

  it('needs a sign-in, whose address opens only in the browser', async () => {
    await fetch(`${sandbox.url}/api/signout`, { method: 'POST' })
    const failed = card('lab/nomic-embed-text')
    await failed.getByRole('button', { name: 'Check again' }).click()
    const link = failed.getByRole('link', { name: 'Sign in at ollama.com' })
    const href = await link.getAttribute('href')
    expect(href).toMatch(/^https:\/\/ollama\.com\/connect\?/)
    const { electron } = corral
    if (!electron) return
    await electron.evaluate(({ shell }) => {
      Object.assign(globalThis, { led: [] as string[] })
      shell.openExternal = async (url) => void (globalThis as unknown as { led: string[] }).led.push(url)
    })
    await link.click()
    await expect.poll(() => electron.evaluate(() => (globalThis as unknown as { led: string[] }).led)).toEqual([href])
  })

  it('needs an account, which the card of the host tells with the key when it is opened', async () => {
    await fetch(`${sandbox.url}/api/signout`, { method: 'POST' })
    await parts().place('Hosts').click()
    await page().getByText('Account and key').last().click()
    await page().getByText('The server is not signed in to ollama.com.').waitFor()
    await page().getByRole('link', { name: 'Sign in at ollama.com' }).waitFor()
    await page().getByRole('button', { name: 'Copy the public key' }).click()
    await expect.poll(() => clipboardOf(corral)).toMatch(/^ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAISandbox0+$/)
  })
})
