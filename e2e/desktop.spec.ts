import { rm } from 'node:fs/promises'
import type { Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { startSandbox, type Sandbox } from '../electron/sandbox/server.ts'
import { launchCorral, skipped, target, type Corral } from './corral.ts'
import { canNotify, chooseInMenu, chooseInTray, folderWith, seen, watchDesktop } from './desktop.ts'
import { partsOf } from './parts.ts'

describe.skipIf(skipped || target === 'web')('what the desktop shows', () => {
  let sandbox: Sandbox
  let corral: Corral
  beforeAll(async () => {
    sandbox = await startSandbox({ rate: 150e6 })
    corral = await launchCorral({
      args: ['--host', sandbox.url],
      dataFolder: folderWith({ unloadKeys: 'Alt+Shift+U' }),
    })
    await watchDesktop(electron())
    await partsOf(page()).row('llama3.2:latest').waitFor()
  })
  afterAll(async () => {
    await corral?.close()
    await sandbox?.close()
    if (corral) await rm(corral.dataFolder, { recursive: true, force: true })
  })
  const page = () => corral.page
  const parts = () => partsOf(page())
  const electron = () => corral.electron ?? expect.fail('no Electron')
  const load = async (name: string) => {
    await parts().place('Library').click()
    await parts().row(name).focus()
    await page().keyboard.press('l')
  }
  const loaded = async () =>
    ((await (await fetch(`${sandbox.url}/api/ps`)).json()) as { models: { name: string }[] }).models.map(
      ({ name }) => name,
    )
  const panel = async (): Promise<Page> => {
    await expect.poll(() => electron().windows().length).toBe(2)
    const found = electron()
      .windows()
      .find((window) => window.url().endsWith('panel.html'))
    return found ?? expect.fail('no panel')
  }
  const visible = (which: string) =>
    electron().evaluate(
      ({ BrowserWindow }, end) =>
        BrowserWindow.getAllWindows().some((window) => window.webContents.getURL().endsWith(end) && window.isVisible()),
      which,
    )

  it('lists in the tray what is loaded, and unloads it from there', async () => {
    await load('llama3.2:latest')
    await expect.poll(async () => (await seen(electron())).menu[1]).toMatch(/^llama3\.2:latest · \d.*GB · \d+ min$/)
    const { menu } = await seen(electron())
    expect(menu).toEqual(
      expect.arrayContaining(['Unload', 'Keep for 1 hour', 'Quick view', 'Open Corral', 'Quit Corral']),
    )
    await chooseInTray(electron(), 'llama3.2:latest', 'Unload')
    await expect.poll(loaded).toEqual([])
    await expect.poll(async () => (await seen(electron())).menu[0]).toContain('no model is loaded')
  })

  it('keeps a model for an hour from the tray', async () => {
    await load('llama3.2:latest')
    await chooseInTray(electron(), 'llama3.2:latest', 'Keep for 1 hour')
    await expect.poll(async () => (await seen(electron())).menu[1]).toMatch(/ 1 h$| 60 min$/)
  })

  it('opens a panel that shows the same, works by keyboard alone and closes on Escape', async () => {
    await chooseInMenu(electron(), 'Quick view')
    const small = await panel()
    await small.getByText('llama3.2').waitFor()
    await expect.poll(() => visible('panel.html')).toBe(true)
    const { height, content } = await small.evaluate(() => ({
      height: window.innerHeight,
      content: document.querySelector('main')?.offsetHeight ?? 0,
    }))
    expect(Math.abs(height - content)).toBeLessThanOrEqual(1)
    await small.keyboard.press('Escape')
    await expect.poll(() => visible('panel.html')).toBe(false)

    await parts().command('quick view', 'Quick view')
    await expect.poll(() => visible('panel.html')).toBe(true)
    await small.keyboard.press('Escape')
    await expect.poll(() => visible('panel.html')).toBe(false)

    await chooseInTray(electron(), 'Quick view')
    await expect.poll(() => visible('panel.html')).toBe(true)
    const unload = small.getByRole('button', { name: 'Unload llama3.2:latest' })
    for (
      let presses = 0;
      presses < 6 && !(await unload.evaluate((button) => button === document.activeElement));
      presses++
    )
      await small.keyboard.press('Tab')
    await small.keyboard.press('Enter')
    await expect.poll(loaded).toEqual([])
    await small.getByText('No model is loaded').waitFor()
    await electron().evaluate(({ BrowserWindow }) =>
      BrowserWindow.getAllWindows()
        .find((window) => window.webContents.getURL().endsWith('panel.html'))
        ?.emit('blur'),
    )
    await expect.poll(() => visible('panel.html')).toBe(false)
  })

  it('unloads all models by the global shortcut, and lists them', async ({ skip }) => {
    skip(!(await canNotify(electron())), 'this system shows no notifications')
    await load('llama3.2:latest')
    await expect.poll(loaded).toEqual(['llama3.2:latest'])
    expect(await electron().evaluate(({ globalShortcut }) => globalShortcut.isRegistered('Alt+Shift+U'))).toBe(true)
    await chooseInTray(electron(), 'Unload all')
    await expect.poll(loaded).toEqual([])
    await expect
      .poll(async () => (await seen(electron())).notifications.at(-1))
      .toMatchObject({
        title: 'Memory is free',
        body: expect.stringMatching(/^Unloaded llama3\.2:latest, which held \d/),
      })
  })

  it('has a working application menu', async () => {
    await chooseInMenu(electron(), 'Pull a model…')
    await page().getByRole('dialog', { name: 'Pull a model' }).waitFor()
    await page().keyboard.press('Escape')
    await chooseInMenu(electron(), 'Keyboard shortcuts')
    await page().getByRole('dialog', { name: 'Keyboard shortcuts' }).waitFor()
    await page().keyboard.press('Escape')
    await page().getByRole('dialog', { name: 'Keyboard shortcuts' }).waitFor({ state: 'detached' })
    await chooseInMenu(electron(), 'Settings…')
    await page().getByRole('heading', { name: 'Settings', level: 1 }).waitFor()
    await chooseInMenu(electron(), 'Copy diagnostics')
    await page().getByText('Diagnostics copied').waitFor()
    const text = await electron().evaluate(({ clipboard }) => clipboard.readText())
    expect(text).toMatch(/^Corral \d.*\nElectron \d/)
    expect(text).toContain('unloadKeys: "Alt+Shift+U"')
    expect(text).not.toContain(new URL(sandbox.url).host)
  })

  it('shows a running transfer, and notifies of its end in the background', async ({ skip }) => {
    skip(!(await canNotify(electron())), 'this system shows no notifications')
    await parts().place('Library').click()
    await parts().pull('qwen3:0.6b')
    await expect.poll(async () => (await seen(electron())).menu.join()).toContain('↓ qwen3:0.6b · running')
    await electron().evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows().forEach((window) => window.hide()))
    await expect.poll(async () => (await seen(electron())).notifications.at(-1)?.title).toBe('qwen3:0.6b is pulled')
    await electron().evaluate(() => globalThis.corralSeen.clicks.at(-1)?.emit('click'))
    await expect.poll(() => visible('/')).toBe(true)
    await page().getByRole('heading', { name: 'Transfers', level: 1 }).waitFor()
  })

  it('notifies of a full disk with the next step', async ({ skip }) => {
    skip(!(await canNotify(electron())), 'this system shows no notifications')
    sandbox.faults.set('disk-full')
    await parts().place('Library').click()
    await parts().pull('llama3.2:1b')
    await electron().evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows().forEach((window) => window.hide()))
    await expect
      .poll(async () => (await seen(electron())).notifications.at(-1)?.title)
      .toBe('The pull of llama3.2:1b waits for disk space')
    sandbox.faults.clear()
    expect((await seen(electron())).notifications.at(-1)?.body).toMatch(/disk/i)
    expect(corral.pageErrors).toEqual([])
  })
})
