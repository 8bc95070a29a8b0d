import { once } from 'node:events'
import { chmodSync, writeFileSync } from 'node:fs'
import net, { type AddressInfo } from 'node:net'
import path from 'node:path'
import { describe, expect, it, onTestFinished } from 'vitest'
import { findOllama, thisComputer } from '../electron/platform/local-ollama.ts'
import { startSandbox, type Sandbox } from '../electron/sandbox/server.ts'
import { launchCorral, skipped } from './corral.ts'
import { partsOf } from './parts.ts'
import { testFolder } from './test-folder.ts'

const noProgram = { ...thisComputer, env: { PATH: '' } }
const hasOllama = process.platform !== 'linux' || (await findOllama(noProgram)) !== null

// An Ollama that is installed here would be found and started.
describe.skipIf(skipped || hasOllama)('a computer without Ollama', () => {
  it('is told how to install it, then how to start it, why it ended, and is shown its models once it answers', async () => {
    const folder = testFolder('path')
    const taken = net.createServer().listen(0, '127.0.0.1')
    await once(taken, 'listening')
    const { port } = taken.address() as AddressInfo
    await new Promise((resolve) => taken.close(resolve))
    const corral = await launchCorral({
      env: { OLLAMA_HOST: `127.0.0.1:${port}`, PATH: `${folder}:/bin`, HOME: folder, XDG_CONFIG_HOME: folder },
    })
    let sandbox: Sandbox | undefined
    onTestFinished(async () => {
      await corral.close()
      await sandbox?.close()
    })
    const { page } = corral
    const main = page.getByRole('main')
    const way = (name: string) => main.getByRole('region', { name, exact: true })
    const install = way('Install or start Ollama')
    await install.getByText('curl -fsSL https://ollama.com/install.sh | sh', { exact: true }).waitFor()
    await install.getByText('ollama serve', { exact: true }).waitFor()
    const link = install.getByRole('link', { name: 'ollama.com/download' })
    expect(await link.getAttribute('href')).toBe('https://ollama.com/download')
    await main.getByText('Corral keeps looking', { exact: false }).waitFor()
    expect((await main.getByRole('heading', { level: 2 }).allInnerTexts())[0]).toBe('Install or start Ollama')

    const program = path.join(folder, 'ollama')
    const line = `Error: listen tcp 127.0.0.1:${port}: bind: address already in use`
    writeFileSync(program, `#!/bin/sh\necho 'time=now level=INFO source=routes.go'\necho '${line}'\nexit 1\n`)
    chmodSync(program, 0o755)
    await page.reload()
    const start = way('Start Ollama')
    await start.getByText(`Found at ${program}.`, { exact: false }).waitFor()
    await start.getByRole('button', { name: 'Start', exact: true }).click()
    await start.getByText(`Another program uses 127.0.0.1:${port}`).waitFor({ timeout: 10_000 })
    // Its last lines are open at once.
    const lines = start.locator('pre')
    expect(await lines.isVisible()).toBe(true)
    expect((await lines.innerText()).split('\n').at(-1)).toBe(line)

    sandbox = await startSandbox({ rate: 0, port })
    // Corral looks by itself, too, but not that soon.
    await main.getByRole('button', { name: 'Check again' }).click()
    await partsOf(page).row('llama3.2:latest').waitFor()
    expect(corral.pageErrors).toEqual([])
  })
})
