import { spawn } from 'node:child_process'
import { chmodSync, mkdirSync, mkdtempSync, writeFileSync } from 'node:fs'
import { rm } from 'node:fs/promises'
import os from 'node:os'
import path from 'node:path'
import type { ElectronApplication } from 'playwright-core'
import { fileURLToPath } from 'node:url'
import { afterEach, beforeEach, expect, inject } from 'vitest'
import { startSandbox, type Sandbox } from '../electron/sandbox/server.ts'
import { display, launchCorral, type Corral } from './corral.ts'
import { partsOf } from './parts.ts'
import { testFolder } from './test-folder.ts'

const root = fileURLToPath(new URL('..', import.meta.url))

/** What the system was asked to show: a test cannot read a tray, a notification or a native dialog. */
export interface Seen {
  notifications: { title: string; body: string }[]
  /** Labels of the current tray menu; those of a model's submenu follow the model. */
  menu: string[]
  questions: { message: string; detail: string; buttons: string[] }[]
}

interface Held extends Seen {
  answers: number[]
  tray: { click(): void; label: string; submenu?: { items: { click(): void; label: string }[] } }[]
  clicks: { emit(event: string): void }[]
}

declare global {
  var corralSeen: Held
}

/**
 * Makes the main process record what it shows from now on. Dialogs get the answers of `answer`, else their second
 * button.
 */
export async function watchDesktop(electron: ElectronApplication): Promise<void> {
  await electron.evaluate(({ Menu, Notification, dialog }) => {
    const seen: Held = { notifications: [], menu: [], questions: [], answers: [], tray: [], clicks: [] }
    globalThis.corralSeen = seen
    // The methods of these objects are not on a prototype, so an object is caught when a listener is first added.
    const on = Notification.prototype.on
    Notification.prototype.on = function listen(this: Electron.Notification, ...args: Parameters<typeof on>) {
      if (!seen.clicks.includes(this)) {
        seen.clicks.push(this)
        seen.notifications.push({ title: this.title, body: this.body })
        this.show = () => {}
      }
      return on.apply(this, args)
    } as typeof on
    const build = Menu.buildFromTemplate
    Menu.buildFromTemplate = (template) => {
      const menu = build(template)
      if (template.at(-1)?.label === 'Quit Corral') {
        seen.tray = menu.items as unknown as Held['tray']
        seen.menu = seen.tray.flatMap(({ label, submenu }) => [
          label,
          ...(submenu?.items ?? []).map((item) => item.label),
        ])
      }
      return menu
    }
    dialog.showMessageBox = async (...args: unknown[]) => {
      const { message, detail, buttons } = args.at(-1) as Electron.MessageBoxOptions
      seen.questions.push({ message, detail: detail ?? '', buttons: buttons ?? [] })
      return { response: seen.answers.shift() ?? 1, checkboxChecked: false }
    }
  })
}

/**
 * Lets timers of these lengths run in other times from now on, in milliseconds. A length is one that no other part of
 * Corral uses, such as the longest pause in an answer of a server.
 */
export async function hurryTimers(electron: ElectronApplication, times: Record<number, number>): Promise<void> {
  await electron.evaluate((_electron, hurried) => {
    const after = globalThis.setTimeout
    const sooner = (act: () => void, ms = 0, ...args: []) => after(act, hurried[ms] ?? ms, ...args)
    globalThis.setTimeout = Object.assign(sooner, after)
  }, times)
}

/** Whether this system can show notifications; on Linux Electron asks libnotify, which some systems lack. */
export function canNotify(electron: ElectronApplication): Promise<boolean> {
  return electron.evaluate(({ Notification }) => Notification.isSupported())
}

/** A copy of the record. */
export function seen(electron: ElectronApplication): Promise<Seen> {
  return electron.evaluate(() => {
    const { notifications, menu, questions } = globalThis.corralSeen
    return { notifications, menu, questions }
  })
}

/** Chooses the button for the next dialog. */
export function answer(electron: ElectronApplication, button: number): Promise<void> {
  return electron.evaluate((_electron, index) => void globalThis.corralSeen.answers.push(index), button)
}

/** Waits for an entry of the tray menu and chooses it, or the entry `below` in its submenu. */
export async function chooseInTray(electron: ElectronApplication, label: string, below?: string): Promise<void> {
  await expect.poll(async () => (await seen(electron)).menu.join('\n')).toContain(label)
  await electron.evaluate(
    (_electron, wanted) => {
      const item = globalThis.corralSeen.tray.find((each) => each.label.includes(wanted.label))
      const entry = wanted.below === undefined ? item : item?.submenu?.items.find((each) => each.label === wanted.below)
      entry?.click()
    },
    { label, below },
  )
}

/** Chooses an entry of the application menu. */
export async function chooseInMenu(electron: ElectronApplication, label: string): Promise<void> {
  const isThere = await electron.evaluate(({ Menu }, wanted) => {
    const items = (Menu.getApplicationMenu()?.items ?? []).flatMap(({ submenu }) => submenu?.items ?? [])
    const item = items.find((each) => each.label === wanted)
    item?.click()
    return item !== undefined
  }, label)
  expect(isThere, `"${label}" in the menu`).toBe(true)
}

/** A `PATH` with a program through which the session bus reports whether there is a tray. */
export function pathWithTray(isThere: boolean): string {
  const folder = testFolder('path')
  const file = path.join(folder, 'busctl')
  writeFileSync(file, `#!/bin/sh\necho "b ${isThere}"\n`)
  chmodSync(file, 0o755)
  return `${folder}:${process.env['PATH'] ?? ''}`
}

/** A data folder with these settings, and without permission to ask registries, see `Launch`. */
export function folderWith(settings: Record<string, unknown>): string {
  const folder = mkdtempSync(path.join(os.tmpdir(), 'corral-e2e-'))
  mkdirSync(folder, { recursive: true })
  writeFileSync(
    path.join(folder, 'settings.json'),
    JSON.stringify({ version: 1, value: { askRegistries: false, ...settings } }),
  )
  return folder
}

/** A Corral for each test, on a sandbox of its own; closes it and removes its files afterwards. */
export function eachOnItsOwn() {
  let sandbox: Sandbox
  let corral: Corral | undefined
  let folders: string[] = []
  beforeEach(async () => {
    sandbox = await startSandbox({ rate: 40e6 })
  })
  afterEach(async () => {
    await corral?.close().catch(() => {})
    corral = undefined
    await sandbox.close()
    for (const folder of folders) await rm(folder, { recursive: true, force: true })
    folders = []
  })
  const page = () => corral?.page ?? expect.fail('no page')
  const electron = () => corral?.electron ?? expect.fail('no Electron')
  return {
    page,
    electron,
    sandboxUrl: () => sandbox.url,
    /** @returns its data folder */
    async start(
      settings: Record<string, unknown> = {},
      env: Record<string, string> = {},
      server = sandbox.url,
    ): Promise<string> {
      const dataFolder = folderWith(settings)
      folders.push(dataFolder)
      corral = await launchCorral({ args: ['--host', server], dataFolder, env })
      await watchDesktop(electron())
      await partsOf(page()).row('llama3.2:latest').waitFor()
      return dataFolder
    },
    windowIs: () =>
      electron().evaluate(({ BrowserWindow }) => {
        const [window] = BrowserWindow.getAllWindows()
        return { visible: window?.isVisible() ?? false, minimized: window?.isMinimized() ?? false }
      }),
  }
}

/**
 * Starts Corral again on the same folder, as a link or a second launch does.
 *
 * @returns the exit code
 */
export function startAgain(dataFolder: string, ...args: string[]): Promise<number | null> {
  const found = inject('electron')
  const second = spawn('path' in found ? found.path : '', ['--no-sandbox', root, '--data', dataFolder, '--', ...args], {
    env: { ...process.env, DISPLAY: display },
    stdio: 'ignore',
  })
  return new Promise((resolve) => second.once('exit', resolve))
}
