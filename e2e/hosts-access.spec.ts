import { mkdtempSync, readFileSync, readdirSync } from 'node:fs'
import { rm } from 'node:fs/promises'
import os from 'node:os'
import path from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { makeCertificate } from '../electron/core/test-certificate.ts'
import { startSandbox, type Sandbox } from '../electron/sandbox/server.ts'
import { launchCorral, skipped, type Corral } from './corral.ts'
import { listOf } from './list.ts'
import { partsOf } from './parts.ts'
import { startProxy, type Proxy } from './proxy.ts'

describe.skipIf(skipped)('a host that requires credentials or a certificate', () => {
  const token = 'planted-token-4711'
  let dataFolder: string
  let sandbox: Sandbox
  let guarded: Proxy
  let secure: Proxy
  let corral: Corral
  const received: string[] = []
  beforeAll(async () => {
    dataFolder = mkdtempSync(path.join(os.tmpdir(), 'corral-e2e-'))
    sandbox = await startSandbox({ rate: 0 })
    guarded = await startProxy(sandbox.url, { lets: ({ authorization }) => authorization === `Bearer ${token}` })
    secure = await startProxy(sandbox.url, { certificate: makeCertificate({ subject: 'Home Box' }) })
    corral = await launchCorral({ dataFolder })
    corral.page.on('websocket', (socket) => socket.on('framereceived', ({ payload }) => received.push(String(payload))))
    await corral.page.reload()
    await corral.page.getByText('Ollama does not answer on this computer').waitFor()
  })
  afterAll(async () => {
    await corral?.close()
    await Promise.all([guarded?.close(), secure?.close(), sandbox?.close()])
    await rm(dataFolder, { recursive: true, force: true })
  })
  const page = () => corral.page
  const dialog = () => page().getByRole('dialog', { name: /host$/ })
  const card = (name: string) => page().getByRole('region', { name, exact: true })
  const openDialog = async (address: string) => {
    await partsOf(page()).place('Hosts').click()
    await page().getByRole('button', { name: 'Add host' }).first().click()
    await dialog().getByRole('textbox', { name: 'Address' }).fill(address)
  }
  const save = async (name: string) => {
    await dialog().getByRole('textbox', { name: 'Name', exact: true }).fill(name)
    await dialog()
      .getByRole('button', { name: /^(Add host|Add and use it|Save)$/ })
      .click()
    await dialog().waitFor({ state: 'detached' })
  }

  it('asks for the token it wants, and is shown once it has it', async () => {
    await openDialog(guarded.url)
    await dialog().getByText('requires you to sign in', { exact: false }).waitFor()
    await dialog().getByRole('button', { name: 'Enter a token' }).click()
    await dialog().getByLabel('Token', { exact: true }).last().fill('wrong-token')
    await dialog().getByText('does not accept these credentials', { exact: false }).waitFor()
    await dialog().getByLabel('Token', { exact: true }).last().fill(token)
    await dialog()
      .getByText(/Ollama 0\.33\.0-rc2 answers/)
      .waitFor()
    // The first host, as nothing else answers.
    await save('Guarded')
    await page().getByText('Guarded was added and is the current host now').waitFor()
    await partsOf(page()).place('Library').click()
    await partsOf(page()).row('llama3.2:latest').waitFor()
  })

  it('never shows the token again, only that there is one and where it is kept', async () => {
    await partsOf(page()).place('Hosts').click()
    await card('Guarded')
      .getByText(/Token, (until Corral quits|in the key store of this system)/)
      .waitFor()
    await card('Guarded').getByRole('button', { name: 'More for Guarded' }).click()
    await page().getByRole('menuitem', { name: 'Edit…' }).click()
    await dialog().getByRole('button', { name: 'Replace' }).waitFor()
    // The test uses the saved token, which the page does not have.
    await dialog()
      .getByText(/Ollama 0\.33\.0-rc2 answers/)
      .waitFor()
    await save('Guarded')
    await page().evaluate(() => {
      for (const input of document.querySelectorAll('input'))
        if (input.value.includes('planted')) throw new Error('seen')
    })
  })

  it('shows its certificate before it is trusted, and takes that one alone', async () => {
    await openDialog(secure.url)
    await dialog()
      .getByText(/^The certificate of .* is not trusted$/)
      .waitFor()
    await dialog().getByText('CN=Home Box').waitFor()
    await dialog().getByRole('button', { name: 'Trust this certificate' }).click()
    await dialog()
      .getByText(/Ollama 0\.33\.0-rc2 answers/)
      .waitFor()
    await dialog().getByText('Only this certificate is accepted').waitFor()
    await save('Secure')
    await card('Guarded').getByText('Current', { exact: true }).waitFor()
    await page().getByText('Secure was added').waitFor()
    await page().locator('[data-notice]').getByRole('button', { name: 'Switch to it' }).click()
    await card('Secure').getByText('Current', { exact: true }).waitFor()
    await partsOf(page()).place('Library').click()
    await partsOf(page()).row('llama3.2:latest').waitFor()
    await partsOf(page()).place('Hosts').click()
    await card('Secure').getByText('Trusts one certificate', { exact: false }).waitFor()
    // Of the current host and of another one.
    for (const name of ['Secure', 'Guarded'])
      for (const figure of ['14 models', /GB on disk$/, 'nothing loaded'])
        await card(name)
          .getByRole('list', { name: `What ${name} holds` })
          .getByText(figure)
          .waitFor()

    const { port } = secure
    await secure.close()
    secure = await startProxy(sandbox.url, { certificate: makeCertificate({ subject: 'Somebody else' }), port })
    await card('Secure').getByRole('button', { name: 'Check now' }).click()
    await card('Secure').getByText('has a different certificate', { exact: false }).waitFor()
    await card('Secure').getByRole('button', { name: 'View certificate…' }).click()
    await dialog().getByText('CN=Somebody else').waitFor()
    await page().keyboard.press('Escape')
    await dialog().waitFor({ state: 'detached' })
  })

  it('offers https in place of http, in one click', async () => {
    await openDialog(secure.url.replace('https:', 'http:'))
    await dialog().getByText('requires https', { exact: false }).waitFor()
    await dialog()
      .getByRole('button', { name: `Use ${secure.url}` })
      .click()
    await expect.poll(() => dialog().getByRole('textbox', { name: 'Address' }).inputValue()).toBe(secure.url)
    await page().keyboard.press('Escape')
    await dialog().waitFor({ state: 'detached' })
  })

  it('keeps its library while it is down, and what one does there, until it is back', async () => {
    const { place, row } = partsOf(page())
    const { filter, names, selection } = listOf(page())
    await card('Guarded').getByRole('button', { name: 'Switch to it' }).click()
    await place('Library').click()
    await row('llama3.2:latest').waitFor()
    await filter().fill('llama')
    await row('llama3.2-backup:latest').click({ modifiers: ['ControlOrMeta'] })
    const before = await names()
    expect(before.length).toBeGreaterThan(1)
    const { port } = guarded
    await guarded.close()
    await place('Hosts').click()
    await card('Guarded').getByRole('button', { name: 'Check now' }).click()
    await card('Guarded').getByText('Nothing answers at', { exact: false }).waitFor()
    await place('Library').click()
    const note = page().getByRole('region', { name: 'Not connected' })
    await note.getByText(/^The list as of (now|\d)/).waitFor()
    await note.getByText('Nothing answers at', { exact: false }).waitFor()
    expect(await names()).toEqual(before)
    expect(await selection().getByRole('button', { name: 'Delete' }).isDisabled()).toBe(true)
    await row('llama3.2:latest').focus()
    await page().keyboard.press('F2')
    await page()
      .getByText(/^Not connected: this needs/)
      .first()
      .waitFor()
    await row('llama3.2:latest').press('Enter')
    const inspector = page().getByRole('complementary', { name: 'llama3.2:latest' })
    await inspector.getByText(/^Not connected: what was known/).waitFor()
    await inspector.getByText('3.2B', { exact: true }).waitFor()
    for (const act of ['Load', 'Copy', 'Delete'])
      expect(await inspector.getByRole('button', { name: act, exact: true }).isDisabled()).toBe(true)
    await partsOf(page()).tab('Template')
    await inspector.getByText(/^Not known: the server does not answer/).waitFor()
    await partsOf(page()).tab('Overview')
    await inspector.getByRole('button', { name: 'Close the inspector' }).click()
    await filter().fill('qwen')
    guarded = await startProxy(sandbox.url, { lets: ({ authorization }) => authorization === `Bearer ${token}`, port })
    await note.getByRole('button', { name: 'Check again' }).click()
    await note.waitFor({ state: 'detached' })
    expect(await filter().inputValue()).toBe('qwen')
    await filter().fill('')
    await selection()
      .getByText(/^1 model, /)
      .waitFor()
    await page().keyboard.press('Escape')
  })

  it('opens at startup when set, and remembers only what it may', async () => {
    await partsOf(page()).place('Hosts').click()
    await card('Guarded').getByRole('button', { name: 'More for Guarded' }).click()
    await page().getByRole('menuitemcheckbox', { name: 'Open at startup' }).click()
    await card('Guarded').getByText('Opens at startup').waitFor()
    await card('Secure').getByRole('button', { name: 'Switch to it' }).click()
    await card('Secure').getByText('Current').waitFor()
    expect(corral.pageErrors).toEqual([])
    await corral.close()
    corral = await launchCorral({ dataFolder })
    await partsOf(page()).place('Hosts').click()
    await card('Guarded').getByText('Current').waitFor()
    await card('Guarded')
      .getByText(/no longer there, enter it again|in the key store of this system/)
      .first()
      .waitFor()
  })

  it('leaves its token nowhere in plain text', () => {
    const everything = filesIn(dataFolder).map((file) => readFileSync(file, 'latin1'))
    const spelled = [token, btoa(token), `Bearer ${token}`]
    for (const secret of spelled) {
      expect(everything.filter((text) => text.includes(secret))).toEqual([])
      expect(received.filter((text) => text.includes(secret))).toEqual([])
    }
    expect(everything.join()).toContain('Guarded')
    // The other host did not receive it either.
    expect([...secure.heard]).toEqual([])
  })
})

/** All files below a folder; sockets and links are left out, since they have no text. */
function filesIn(folder: string): string[] {
  return readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
    const file = path.join(folder, entry.name)
    return entry.isDirectory() ? filesIn(file) : entry.isFile() ? [file] : []
  })
}
