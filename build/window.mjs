// @ts-check
import { spawn, spawnSync } from 'node:child_process'
import { findRuntime } from './start/runtime.mjs'

/** Electron's own test build may be older than the one that ships: only the syntax of the page bends to it. */
const OLD_CHROMIUM = /** @type {Record<string, string>} */ ({ 22: 'chrome108' })

/**
 * What it takes to open Corral's window in a test or a measurement: a runtime and a screen. Has the next
 * build make a page that the runtime understands.
 *
 * @typedef {{ path: string, version: string, display: string, close: () => void }} Ground
 * @returns {Promise<Ground | { missing: string }>}
 */
export async function windowGround() {
  const runtime = findRuntime()
  if (runtime === null) return { missing: 'no Electron runtime is installed here (CORRAL_ELECTRON can name one)' }
  const version = versionOf(runtime)
  const target = OLD_CHROMIUM[version.split('.', 1)[0] ?? '']
  if (target) process.env['CORRAL_PAGE_TARGET'] = target
  const ground = { path: runtime, version, display: process.env['DISPLAY'] ?? '', close: () => {} }
  if (process.platform !== 'linux' || ground.display) return ground
  const screen = await openScreen()
  return screen ? { ...ground, ...screen } : { missing: 'there is no display, and no Xvfb to make one' }
}

/** @param {string} electron @returns {string} as the runtime itself says; its folder need not */
function versionOf(electron) {
  const { stdout } = spawnSync(electron, ['-p', 'process.versions.electron'], {
    env: { ...process.env, ELECTRON_RUN_AS_NODE: '1' },
    encoding: 'utf8',
  })
  return (stdout ?? '').trim()
}

/** @returns {Promise<{ display: string, close: () => void } | null>} a virtual screen on a number that Xvfb chooses and tells */
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
