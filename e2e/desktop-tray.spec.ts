import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, writeFileSync } from 'node:fs'
import { rm } from 'node:fs/promises'
import os from 'node:os'
import path from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { startSandbox, type Sandbox } from '../electron/sandbox/server.ts'
import { launchCorral, skipped, type Corral } from './corral.ts'
import {
  ICON_CENTRE,
  desktopProgram,
  isMenuOpen,
  openDesktopSession,
  stateInTray,
  type DesktopSession,
} from './desktop-session.ts'
import { canNotify } from './desktop.ts'
import { partsOf } from './parts.ts'

// Its desktop is not Electron's to fake: the panel is another program.
describe.skipIf(skipped || desktopProgram === '')('in a desktop with a tray', () => {
  let desktop: DesktopSession
  let sandbox: Sandbox
  let corral: Corral
  let dataFolder: string
  beforeAll(async () => {
    desktop = await openDesktopSession()
    sandbox = await startSandbox({ port: 0 })
    dataFolder = mkdtempSync(path.join(os.tmpdir(), 'corral-e2e-'))
    writeFileSync(path.join(dataFolder, 'settings.json'), '{"version":1,"value":{"closing":"background"}}')
    corral = await launchCorral({
      dataFolder,
      args: ['--host', sandbox.url],
      env: { ...desktop.env, LIBGL_ALWAYS_SOFTWARE: '1' },
      size: { width: 1000, height: 650 },
    })
    await partsOf(corral.page).row('llama3.2:latest').waitFor()
  })
  afterAll(async () => {
    await corral?.close()
    await sandbox?.close()
    await desktop?.close()
    await rm(dataFolder, { recursive: true, force: true })
  })
  const tray = () => stateInTray(desktop)
  const click = (button: number) => desktop.run('xdotool', 'mousemove', ...ICON_CENTRE, 'click', String(button))
  const electron = () => corral.electron ?? expect.fail('no window')
  /** The panel of Corral, and whether it is to be seen. */
  const panel = () =>
    electron().evaluate(({ BrowserWindow }) => {
      const window = BrowserWindow.getAllWindows().find((one) => one.webContents.getURL().includes('panel'))
      return window?.isVisible() ? window.getBounds() : null
    })
  const isWindowVisible = () =>
    electron().evaluate(({ BrowserWindow }) =>
      BrowserWindow.getAllWindows().some((one) => !one.webContents.getURL().includes('panel') && one.isVisible()),
    )

  it('has an icon of its own in the list of windows', () => {
    const [id = ''] = String(desktop.run('xdotool', 'search', '--onlyvisible', '--class', '^corral$')).split('\n')
    expect(String(desktop.run('xprop', '-id', id, '_NET_WM_ICON'))).toContain('Icon (128 x 128)')
  })

  it('shows a picture for each state', async () => {
    await expect.poll(tray).toBe('idle')
    const { row, pull } = partsOf(corral.page)
    await row('llama3.2:latest').focus()
    await corral.page.keyboard.press('l')
    await expect.poll(tray).toBe('loaded')
    await pull('mistral:7b')
    await expect.poll(tray).toBe('transferring')
  })

  it('opens the panel below the icon by a click', async () => {
    click(1)
    await expect.poll(panel).toMatchObject({ y: expect.toSatisfy((y: number) => y >= 28 && y < 60) })
    // It has the focus soon after it is shown.
    await expect
      .poll(() => {
        desktop.run('xdotool', 'key', 'Escape')
        return panel()
      })
      .toBe(null)
  })

  it('has a menu that acts', async () => {
    const loaded = async () => {
      const answer = await fetch(new URL('/api/ps', sandbox.url))
      return ((await answer.json()) as { models: unknown[] }).models.length
    }
    expect(await loaded()).toBe(1)
    click(3)
    await expect.poll(() => isMenuOpen(desktop)).toBe(true)
    // From the end: quit, settings, open, quick view, unload all.
    desktop.run('xdotool', 'key', '--delay', '50', ...Array.from({ length: 5 }, () => 'Up'), 'Return')
    await expect.poll(loaded).toBe(0)
  })

  it('has its icon again when the panel restarts', async () => {
    desktop.run('xfce4-panel', '--quit')
    await expect.poll(tray).toBe(null)
    desktop.run('bash', '-c', 'xfce4-panel >/dev/null 2>&1 &')
    await expect.poll(tray).not.toBe(null)
  })

  it('says that it goes on in the tray, and shows its window when the tray is gone', async ({ skip }) => {
    const services = ['/org/freedesktop/DBus', 'org.freedesktop.DBus.ListActivatableNames']
    const names = desktop.run('dbus-send', '--session', '--print-reply', '--dest=org.freedesktop.DBus', ...services)
    if (!names.includes('org.freedesktop.Notifications') || !(await canNotify(electron())))
      skip('this desktop shows no notifications')
    const bus = spawn('dbus-monitor', ['--session', "interface='org.freedesktop.Notifications',member='Notify'"], {
      env: { ...process.env, ...desktop.env },
    })
    let told = ''
    bus.stdout.on('data', (chunk) => (told += String(chunk)))
    await once(bus.stdout, 'data')
    await electron().evaluate(({ BrowserWindow }) => {
      for (const window of BrowserWindow.getAllWindows())
        if (!window.webContents.getURL().includes('panel')) window.close()
    })
    await expect.poll(isWindowVisible).toBe(false)
    await expect.poll(() => told).toContain('string "Corral')
    bus.kill()

    desktop.run('xfce4-panel', '--quit')
    await expect.poll(isWindowVisible, { timeout: 60_000 }).toBe(true)
  })
})
