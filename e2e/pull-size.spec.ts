import { once } from 'node:events'
import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { startSandbox, type Sandbox } from '../electron/sandbox/server.ts'
import { launchCorral, skipped, type Corral } from './corral.ts'
import { partsOf } from './parts.ts'

const digest = (digit: string) => `sha256:${digit.repeat(64)}`
const manifest = JSON.stringify({
  config: { digest: digest('c'), size: 100_000 },
  layers: [{ mediaType: 'application/vnd.ollama.image.tensor', digest: digest('a'), size: 2_000_000_000 }],
})

describe.skipIf(skipped)('the size of a model', () => {
  let sandbox: Sandbox
  let registry: Server
  let corral: Corral
  /** With the built-in sandbox as its host. */
  let inSandbox: Corral
  const asked: (string | undefined)[] = []
  beforeAll(async () => {
    sandbox = await startSandbox({ rate: 150e6 })
    registry = createServer(({ url }, response) => {
      asked.push(url)
      if (url?.includes('private')) response.writeHead(401).end('{"error":"Invalid username or password."}')
      else response.end(manifest)
    }).listen(0, '127.0.0.1')
    await once(registry, 'listening')
    ;[corral, inSandbox] = (await Promise.all(
      [['--host', sandbox.url], ['--sandbox']].map((args) => launchCorral({ args, asksRegistries: true })),
    )) as [Corral, Corral]
    await partsOf(corral.page).row('llama3.2:latest').waitFor()
  })
  afterAll(async () => {
    await Promise.all([corral?.close(), inSandbox?.close()])
    registry?.close()
    await sandbox?.close()
  })
  const dialog = () => corral.page.getByRole('dialog', { name: 'Pull a model' })
  const type = (name: string) => dialog().getByRole('combobox', { name: 'Model' }).fill(name)
  const check = () => dialog().getByRole('button', { name: 'Check size' })
  const host = () => `127.0.0.1:${(registry.address() as AddressInfo).port}`

  it('asks only when the button is pressed', async () => {
    await corral.page.getByRole('button', { name: 'Pull model' }).first().click()
    await dialog().getByText('Advanced').click()
    await dialog().getByRole('checkbox', { name: 'Allow plain http' }).check()
    await type(`${host()}/me/other:Q4`)
    await type(`${host()}/me/model:Q4`)
    await dialog().getByText(`Corral then asks ${host()} from this computer`).waitFor()
    expect(asked).toEqual([])
    const before = await dialog().boundingBox()
    await check().click()
    await dialog().getByText('2.0 GB to download').waitFor()
    await dialog().getByText('Largest file: 2.0 GB (tensor)').waitFor()
    await dialog().getByText('Its weights are in safetensors format.').waitFor()
    expect(asked).toEqual(['/v2/me/model/manifests/Q4'])
    expect((await dialog().boundingBox())?.width).toBe(before?.width)
    // Another name has another size.
    await type(`${host()}/me/private:Q4`)
    await dialog().getByText('2.0 GB').waitFor({ state: 'detached' })
  })

  it('is unknown where the registry refuses, and the model can be pulled all the same', async () => {
    await check().click()
    await dialog()
      .getByRole('alert')
      .filter({ hasText: `${host()} does not show` })
      .waitFor()
    expect(await dialog().getByRole('button', { name: 'Pull', exact: true }).isEnabled()).toBe(true)
    await dialog().getByRole('button', { name: 'Cancel' }).click()
  })

  it('is not asked for if the settings forbid it', async () => {
    await partsOf(corral.page).command('registries', 'Registries')
    const allow = (checked: boolean) =>
      corral.page.getByRole('checkbox', { name: 'Allow Corral to ask registries', checked })
    await allow(true).click()
    await allow(false).waitFor()
    await partsOf(corral.page).place('Library').click()
    await corral.page.getByRole('button', { name: 'Pull model' }).first().click()
    await dialog().getByRole('combobox', { name: 'Model' }).waitFor()
    await check().waitFor({ state: 'detached' })
  })

  it('is known in the built-in sandbox without the internet', async () => {
    const { page } = inSandbox
    await partsOf(page).row('llama3.2:latest').waitFor()
    await page.getByRole('button', { name: 'Pull model' }).first().click()
    const dialog = page.getByRole('dialog', { name: 'Pull a model' })
    const type = (name: string) => dialog.getByRole('combobox', { name: 'Model' }).fill(name)
    await type('llama3.2:latest')
    await dialog.getByText('Nothing leaves this computer').waitFor()
    await dialog.getByRole('button', { name: 'Check size' }).click()
    await dialog.getByText('all of it already on the server').waitFor()
    await dialog.getByText('a pull changes nothing').waitFor()
    await dialog.getByText(/^about 6\.\d GB \(±15%\) with a context of 32,768 tokens$/).waitFor()
    await type('Qwen3:0.6b')
    await dialog.getByRole('button', { name: 'Check size' }).click()
    await dialog.getByText(/keeps its capital and small letters, so it asks the registry for qwen3:0\.6b/).waitFor()
  })
})
