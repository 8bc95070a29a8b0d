// @ts-check
import { spawn, spawnSync } from 'node:child_process'
import { findRuntime } from './start/runtime.mjs'

/** Electron's test build may be older than the bundled one: then only the syntax of the page is lowered. */
const OLD_CHROMIUM = /** @type {Record<string, string>} */ ({ 22: 'chrome108' })

/** Whether windows open on displays that are made for them, and not on the user's. */
export const hasOwnDisplays = process.platform === 'linux' && !process.env['DISPLAY']

/**
 * What a test or a measurement needs to open Corral's window: an Electron runtime and a display. Sets the page target
 * of the next build to what the runtime understands.
 *
 * @typedef {{ path: string, version: string, displays: string[], close: () => void }} WindowRuntime
 * @param {number} [count] of displays, where they are made for the windows; each has a focus of its own
 * @returns {Promise<WindowRuntime | { missing: string }>}
 */
export async function windowRuntime(count = 1) {
  const electron = findRuntime()
  if (electron === null) return { missing: 'no Electron runtime is installed here (CORRAL_ELECTRON can name one)' }
  const version = versionOf(electron)
  const target = OLD_CHROMIUM[version.split('.', 1)[0] ?? '']
  if (target) process.env['CORRAL_PAGE_TARGET'] = target
  if (!hasOwnDisplays) return { path: electron, version, displays: [process.env['DISPLAY'] ?? ''], close: () => {} }
  const opened = await Promise.all(Array.from({ length: count }, openDisplay))
  const made = opened.filter((display) => display !== null)
  const close = () => made.forEach((display) => display.close())
  if (made.length === count) return { path: electron, version, displays: made.map(({ name }) => name), close }
  close()
  return { missing: 'there is no display, and no Xvfb to make one' }
}

/** @param {string} electron @returns {string} as the runtime reports it; the folder name may differ */
function versionOf(electron) {
  const { stdout } = spawnSync(electron, ['-p', 'process.versions.electron'], {
    env: { ...process.env, ELECTRON_RUN_AS_NODE: '1' },
    encoding: 'utf8',
  })
  return (stdout ?? '').trim()
}

/**
 * @returns {Promise<{ name: string, close: () => void } | null>} a virtual display on a number that Xvfb chooses
 */
async function openDisplay() {
  if (spawnSync('Xvfb', ['-help'], { stdio: 'ignore' }).error) return null
  const server = spawn('Xvfb', ['-displayfd', '3', '-screen', '0', '1600x1000x24', '-nolisten', 'tcp'], {
    stdio: ['ignore', 'ignore', 'ignore', 'pipe'],
  })
  const number = await new Promise((resolve) => {
    server.stdio[3]?.once('data', (chunk) => resolve(String(chunk).trim()))
    server.once('exit', () => resolve(''))
  })
  return number === '' ? null : { name: `:${number}`, close: () => void server.kill() }
}
