import type { TestProject } from 'vitest/node'
import { build } from '../build/build.mjs'
import { windowRuntime } from '../build/window.mjs'

declare module 'vitest' {
  interface ProvidedContext {
    /** The Electron to test, or why there is none. */
    electron: { path: string; version: string } | { missing: string }
    /** One for each worker of the Electron suite. */
    displays: string[]
  }
}

/** Builds once for all suites, and finds the runtime and display for the Electron suite. */
export default async function setup(project: TestProject): Promise<() => void> {
  const runtime = await windowRuntime(project.config.maxWorkers)
  await build()
  if ('missing' in runtime) {
    // If a runtime was named explicitly, skipping the suite would hide a failure.
    if (process.env['CORRAL_ELECTRON']) throw new Error(`The Electron suite cannot run: ${runtime.missing}.`)
    console.log(`The Electron suite is skipped: ${runtime.missing}.`)
    project.provide('electron', runtime)
    project.provide('displays', [])
    return () => {}
  }
  if (!process.env['CORRAL_DESKTOP_SESSION'])
    console.log('The tray is not tested: CORRAL_DESKTOP_SESSION names no program that runs a command in a desktop.')
  const { path, version, displays, close } = runtime
  project.provide('electron', { path, version })
  project.provide('displays', displays)
  return close
}
