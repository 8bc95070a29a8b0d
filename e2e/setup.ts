import { spawn, spawnSync, type ChildProcess } from 'node:child_process'
import type { TestProject } from 'vitest/node'
import { build } from '../build/build.mjs'
import { findRuntime } from '../build/start/runtime.mjs'

declare module 'vitest' {
  interface ProvidedContext {
    /** Path of the Electron to drive, or why there is none. */
    electron: { path: string; version: string } | { missing: string }
    display: string
  }
}

/** Electron's own test build may be older than the one that ships: only the syntax of the page bends to it. */
const OLD_CHROMIUM: Record<string, string> = { '22': 'chrome108' }

/** Builds once for all suites, and finds what the Electron suite needs: a runtime and a display. */
export default async function setup(project: TestProject): Promise<() => void> {
  const runtime = findRuntime()
  const version = runtime ? versionOf(runtime) : ''
  const target = OLD_CHROMIUM[version.split('.', 1)[0] ?? '']
  if (target) process.env['CORRAL_PAGE_TARGET'] = target
  await build()

  let screen: ChildProcess | undefined
  let display = process.env['DISPLAY'] ?? ''
  if (runtime && process.platform === 'linux' && !display) {
    ;({ display, screen } = await openScreen())
  }
  const why =
    runtime === null
      ? 'no Electron runtime is installed here (CORRAL_ELECTRON can name one)'
      : process.platform === 'linux' && !display
        ? 'there is no display, and no Xvfb to make one'
        : null
  // Where a runtime was named on purpose, a suite that does not run would hide a failure.
  if (why && process.env['CORRAL_ELECTRON']) throw new Error(`The Electron suite cannot run: ${why}.`)
  if (why) console.log(`The Electron suite is skipped: ${why}.`)
  project.provide('electron', why === null && runtime !== null ? { path: runtime, version } : { missing: why ?? '' })
  project.provide('display', display)
  return () => void screen?.kill()
}

/** As the runtime itself says; its folder need not. */
function versionOf(electron: string): string {
  const { stdout } = spawnSync(electron, ['-p', 'process.versions.electron'], {
    env: { ...process.env, ELECTRON_RUN_AS_NODE: '1' },
    encoding: 'utf8',
  })
  return (stdout ?? '').trim()
}

/** A virtual screen on a free number, which Xvfb chooses and tells. */
async function openScreen(): Promise<{ display: string; screen: ChildProcess | undefined }> {
  if (spawnSync('Xvfb', ['-help'], { stdio: 'ignore' }).error) return { display: '', screen: undefined }
  const screen = spawn('Xvfb', ['-displayfd', '3', '-screen', '0', '1600x1000x24', '-nolisten', 'tcp'], {
    stdio: ['ignore', 'ignore', 'ignore', 'pipe'],
  })
  const told = screen.stdio[3]
  const number = await new Promise<string>((resolve) => {
    told?.once('data', (chunk) => resolve(String(chunk).trim()))
    screen.once('exit', () => resolve(''))
  })
  return { display: number && `:${number}`, screen }
}
