import type { TestProject } from 'vitest/node'
import { build } from '../build/build.mjs'
import { windowRuntime } from '../build/window.mjs'

declare module 'vitest' {
  interface ProvidedContext {
    /** Path of the Electron to drive, or why there is none. */
    electron: { path: string; version: string } | { missing: string }
    display: string
  }
}

/** Builds once for all suites, and finds what the Electron suite needs: a runtime and a display. */
export default async function setup(project: TestProject): Promise<() => void> {
  const runtime = await windowRuntime()
  await build()
  if ('missing' in runtime) {
    // Where a runtime was named on purpose, a suite that does not run would hide a failure.
    if (process.env['CORRAL_ELECTRON']) throw new Error(`The Electron suite cannot run: ${runtime.missing}.`)
    console.log(`The Electron suite is skipped: ${runtime.missing}.`)
    project.provide('electron', runtime)
    project.provide('display', '')
    return () => {}
  }
  const { path, version, display, close } = runtime
  project.provide('electron', { path, version })
  project.provide('display', display)
  return close
}
