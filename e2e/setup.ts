import type { TestProject } from 'vitest/node'
import { build } from '../build/build.mjs'
import { windowGround } from '../build/window.mjs'

declare module 'vitest' {
  interface ProvidedContext {
    /** Path of the Electron to drive, or why there is none. */
    electron: { path: string; version: string } | { missing: string }
    display: string
  }
}

/** Builds once for all suites, and finds what the Electron suite needs: a runtime and a display. */
export default async function setup(project: TestProject): Promise<() => void> {
  const ground = await windowGround()
  await build()
  if ('missing' in ground) {
    // Where a runtime was named on purpose, a suite that does not run would hide a failure.
    if (process.env['CORRAL_ELECTRON']) throw new Error(`The Electron suite cannot run: ${ground.missing}.`)
    console.log(`The Electron suite is skipped: ${ground.missing}.`)
    project.provide('electron', ground)
    project.provide('display', '')
    return () => {}
  }
  const { path, version, display, close } = ground
  project.provide('electron', { path, version })
  project.provide('display', display)
  return close
}
