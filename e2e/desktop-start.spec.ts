import { existsSync, readFileSync } from 'node:fs'
import http from 'node:http'
import type { AddressInfo } from 'node:net'
import path from 'node:path'
import { rm } from 'node:fs/promises'
import { spawn } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import { describe, expect, inject, it } from 'vitest'
import { display, skipped, target } from './corral.ts'
import { eachOnItsOwn, folderWith, pathWithTray, startAgain } from './desktop.ts'
import { partsOf } from './parts.ts'

const root = fileURLToPath(new URL('..', import.meta.url))

describe.skipIf(skipped || target === 'web')('starts, links and sleep', () => {
  const { page, electron, sandboxUrl, start, windowIs } = eachOnItsOwn()
  it('follows a link of a second start, and always asks before it pulls', async () => {
    const dataFolder = await start()
    await electron().evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.hide())
    expect(await startAgain(dataFolder, 'corral://pull/qwen3:0.6b')).toBe(0)
    const dialog = page().getByRole('dialog', { name: 'Pull a model' })
    await dialog.waitFor()
    expect(await dialog.getByRole('combobox', { name: 'Model' }).inputValue()).toBe('qwen3:0.6b')
    await dialog.getByText(new URL(sandboxUrl()).host).waitFor()
    await dialog.getByText('A link asks for this.', { exact: false }).waitFor()
    expect(await windowIs()).toMatchObject({ visible: true })
    await page().keyboard.press('Escape')
    await dialog.waitFor({ state: 'detached' })
    await startAgain(dataFolder, 'corral://pull/llama3.2')
    await dialog.getByText(/It is already on the server \(2(\.\d+)? GB\)/).waitFor()
    await page().keyboard.press('Escape')
    await dialog.waitFor({ state: 'detached' })
    await startAgain(dataFolder, 'corral://show/llama3.2:latest')
    await page().getByRole('tab', { name: 'Metadata', exact: true }).waitFor()
    const hostile = ['corral://delete/llama3.2', 'corral://pull/../../x', 'file:///etc/passwd', '--host=evil']
    expect(await startAgain(dataFolder, ...hostile)).toBe(0)
    expect(await dialog.count()).toBe(0)
    await partsOf(page()).place('Transfers').click()
    await page()
      .getByText('No transfers running', { exact: false })
      .or(page().getByText('No transfers', { exact: false }))
      .first()
      .waitFor()
  })

  it('polls no server while the computer sleeps, and all of them when it wakes', async () => {
    let asked = 0
    const between = http.createServer((request, response) => {
      asked += 1
      http.get(sandboxUrl() + request.url, (answered) => {
        response.writeHead(answered.statusCode ?? 500, answered.headers)
        answered.pipe(response)
      })
    })
    await new Promise<void>((resolve) => between.listen(0, '127.0.0.1', resolve))
    await start({}, {}, `http://127.0.0.1:${(between.address() as AddressInfo).port}`)
    const emit = (event: 'suspend' | 'resume') =>
      electron().evaluate(({ powerMonitor }, name) => void powerMonitor.emit(name), event)
    await emit('suspend')
    // Wait until earlier requests have ended, then for a time in which Corral would poll if it were awake.
    await new Promise((resolve) => setTimeout(resolve, 500))
    const before = asked
    await new Promise((resolve) => setTimeout(resolve, 2600))
    expect(asked).toBe(before)
    await emit('resume')
    await expect.poll(() => asked, { timeout: 1500 }).toBeGreaterThan(before)
    between.close()
  })
})

describe.skipIf(skipped || target === 'web')('starting hidden', () => {
  it('opens no window if there is a tray, and one at a second start', async () => {
    const dataFolder = folderWith({})
    const found = inject('electron')
    const child = spawn(
      'path' in found ? found.path : '',
      ['--no-sandbox', root, '--data', dataFolder, '--sandbox', '--hidden'],
      {
        env: { ...process.env, DISPLAY: display, PATH: pathWithTray(true), OLLAMA_HOST: '127.0.0.1:9' },
        stdio: 'ignore',
      },
    )
    const ended = new Promise((resolve) => child.once('exit', resolve))
    await expect.poll(() => existsSync(path.join(dataFolder, 'corral.lock'))).toBe(true)
    const log = path.join(dataFolder, 'logs', 'corral.log')
    expect(existsSync(log)).toBe(false)
    // The first list is painted, and recorded in the log, once a second start has shown the window.
    await expect
      .poll(async () => {
        await startAgain(dataFolder)
        return existsSync(log) && readFileSync(log, 'utf8').includes('painted')
      })
      .toBe(true)
    child.kill('SIGTERM')
    expect(await ended).toBe(0)
    await rm(dataFolder, { recursive: true, force: true })
  })
})
