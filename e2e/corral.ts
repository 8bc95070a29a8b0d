import { existsSync, mkdtempSync, writeFileSync } from 'node:fs'
import { rm } from 'node:fs/promises'
import os from 'node:os'
import path from 'node:path'
import { fileURLToPath } from 'node:url'
import { _electron, type ElectronApplication, type Page } from 'playwright-core'
import { inject } from 'vitest'
import { launchBrowser } from '../build/browser.mjs'
import { startServer } from '../build/server.mjs'

const root = fileURLToPath(new URL('..', import.meta.url))

/** Whether the suite opens the page in a browser or in Electron's window. */
export const target = process.env['CORRAL_E2E_TARGET'] === 'window' ? 'window' : 'web'

/** Why the suite of this target cannot run here, or `false`. */
export const skipped = target === 'window' && 'missing' in inject('electron') ? inject('electron') : false

/** The display on which this worker opens windows. */
export const display = inject('displays')[Number(process.env['VITEST_POOL_ID']) - 1] ?? ''

export interface Corral {
  page: Page
  /** Electron's main process; `null` in a browser. */
  electron: ElectronApplication | null
  dataFolder: string
  /** Errors of the page: uncaught errors and violations of the content security policy. */
  pageErrors: string[]
  close(): Promise<void>
  /** Ends Corral by SIGKILL. */
  kill(): Promise<void>
}

export interface Launch {
  /** Corral's flags. */
  args?: string[]
  env?: Record<string, string>
  dataFolder?: string
  /** Whether the setting is on by which a pull asks its registry. Without it no test asks one on the internet. */
  asksRegistries?: boolean
  /** `null` keeps the size with which the window opens. */
  size?: { width: number; height: number } | null
  colorScheme?: 'light' | 'dark'
  locale?: string
}

/** How long a test waits for what it expects, in milliseconds. */
const TIMEOUT_MS = 12_000
const SIZE = { width: 1280, height: 800 }

/** Starts Corral in the suite's target, with a data folder of its own, and waits for the page. */
export async function launchCorral(launch: Launch = {}): Promise<Corral> {
  const dataFolder = launch.dataFolder ?? mkdtempSync(path.join(os.tmpdir(), 'corral-e2e-'))
  const isSandbox = launch.args?.includes('--sandbox') ?? false
  forbidRegistries(dataFolder, launch.asksRegistries ?? isSandbox)
  // English unless a test sets another language, and without the Ollama of this computer.
  const env = { ...plainEnv(), LANG: 'en_US.UTF-8', LC_ALL: 'en_US.UTF-8', OLLAMA_HOST: '127.0.0.1:9', ...launch.env }
  const args = ['--data', dataFolder, ...(launch.args ?? [])]
  const opened = target === 'window' ? await openWindow(args, env, launch) : await openBrowser(args, env, launch)
  opened.page.setDefaultTimeout(TIMEOUT_MS)
  const pageErrors: string[] = []
  opened.page.on('pageerror', (error) => pageErrors.push(String(error)))
  opened.page.on('console', (message) => {
    if (message.type() === 'error') pageErrors.push(message.text())
  })
  return {
    ...opened,
    dataFolder,
    pageErrors,
    async close() {
      await opened.close()
      if (!launch.dataFolder) await rm(dataFolder, { recursive: true, force: true })
    },
  }
}

/** Switches the setting off in a new data folder. */
function forbidRegistries(dataFolder: string, isAllowed: boolean): void {
  const file = path.join(dataFolder, 'settings.json')
  if (!isAllowed && !existsSync(file))
    writeFileSync(file, JSON.stringify({ version: 1, value: { askRegistries: false } }))
}

function plainEnv(): Record<string, string> {
  return Object.fromEntries(
    Object.entries(process.env).filter((entry): entry is [string, string] => entry[1] !== undefined),
  )
}

async function openWindow(args: string[], env: Record<string, string>, launch: Launch) {
  const found = inject('electron')
  if (!('path' in found)) throw new Error(found.missing)
  const electron = await _electron.launch({
    executablePath: found.path,
    // Containers and root have no user namespaces for Chromium's own sandbox.
    args: ['--no-sandbox', '--lang=' + (launch.locale ?? 'en-US'), root, ...args],
    env: { ...env, DISPLAY: launch.env?.['DISPLAY'] ?? display },
    colorScheme: launch.colorScheme ?? 'light',
  })
  const page = await electron.firstWindow()
  // A reload during the first navigation would be aborted by it.
  await page.waitForURL((url) => url.href !== 'about:blank', { waitUntil: 'commit' })
  const size = launch.size === undefined ? SIZE : launch.size
  if (size)
    await electron.evaluate(
      ({ BrowserWindow }, { width, height }) => BrowserWindow.getAllWindows()[0]?.setContentSize(width, height),
      size,
    )
  return {
    page,
    electron,
    async close() {
      // Corral asks before it quits while a transfer runs.
      await electron.evaluate(({ dialog }) => {
        dialog.showMessageBox = async () => ({ response: 0, checkboxChecked: false })
      })
      await electron.close()
    },
    async kill() {
      const ended = new Promise((resolve) => electron.process().once('exit', resolve))
      electron.process().kill('SIGKILL')
      await ended
    },
  }
}

async function openBrowser(args: string[], env: Record<string, string>, launch: Launch) {
  const server = await startServer('serve', args, env)
  const browser = await launchBrowser()
  const context = await browser.newContext({
    viewport: launch.size ?? SIZE,
    colorScheme: launch.colorScheme ?? 'light',
    locale: launch.locale ?? 'en-US',
    // Fades are waited for, and take a quarter of a spec's time; the windows show them.
    reducedMotion: 'reduce',
    permissions: ['clipboard-read', 'clipboard-write'],
  })
  const page = await context.newPage()
  await page.goto(server.address)
  return {
    page,
    electron: null,
    async close() {
      await browser.close()
      await server.close()
    },
    async kill() {
      await server.kill()
      await browser.close()
    },
  }
}
