import { keepOpen, type Core } from './connection.ts'
import { openPort } from './electron.ts'
import { openSocket, takeToken } from './web.ts'

/** Connects the page to the core. No other code of the page depends on whether it runs in the window or in a browser. */
export function openCore(): Core {
  return keepOpen(inWindow ? openPort : openSocket(takeToken(window)), wait)
}

const wait = (ms: number) => new Promise<void>((resolve) => setTimeout(resolve, ms))

/** Whether the page runs in Corral's window, served from its own scheme. */
export const inWindow = typeof location !== 'undefined' && location.protocol === 'app:'

export type { Connection, Core } from './connection.ts'
export { problemOf } from './problem.ts'
