// @ts-check
import { spawn, spawnSync } from 'node:child_process'
import { findRuntime } from './start/runtime.mjs'

/** Electron's test build may be older than the bundled one: then only the syntax of the page is lowered. */
const OLD_CHROMIUM = /** @type {Record<string, string>} */ ({ 22: 'chrome108' })

/**
 * What a test or a measurement needs to open Corral's window: an Electron runtime and a display. Sets the page target
 * of the next build to what the runtime understands.
 *
 * @typedef {{ path: string, version: string, display: string, close: () => void }} WindowRuntime
 * @returns {Promise<WindowRuntime | { missing: string }>}
 */
export async function windowRuntime() {
  const electron = findRuntime()
  if (electron === null) return { missing: 'no Electron runtime is installed here (CORRAL_ELECTRON can name one)' }
  const version = versionOf(electron)
  const target = OLD_CHROMIUM[version.split('.', 1)[0] ?? '']
  if (target) process.env['CORRAL_PAGE_TARGET'] = target
  const runtime = { path: electron, version, display: process.env['DISPLAY'] ?? '', close: () => {} }
  if (process.platform !== 'linux' || runtime.display) return runtime
  const screen = await openScreen()
  return screen ? { ...runtime, ...screen } : { missing: 'there is no display, and no Xvfb to make one' }
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
 * @returns {Promise<{ display: string, close: () => void } | null>} a virtual display on a number that Xvfb chooses
 */
async function openScreen() {
  if (spawnSync('Xvfb', ['-help'], { stdio: 'ignore' }).error) return null
  const screen = spawn('Xvfb', ['-displayfd', '3', '-screen', '0', '1600x1000x24', '-nolisten', 'tcp'], {
    stdio: ['ignore', 'ignore', 'ignore', 'pipe'],
  })
  const number = await new Promise((resolve) => {
    screen.stdio[3]?.once('data', (chunk) => resolve(String(chunk).trim()))
    screen.once('exit', () => resolve(''))
  })
  return number === '' ? null : { display: `:${number}`, close: () => void screen.kill() }
}
