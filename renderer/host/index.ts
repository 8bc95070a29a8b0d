import { keepOpen, type Core } from './connection.ts'
import { openPort } from './electron.ts'
import { openSocket, takeToken } from './web.ts'

/** How the page reaches the core. Nothing else in the page knows whether it runs in the window or in a browser. */
export function openCore(): Core {
  return keepOpen(inWindow ? openPort : openSocket(takeToken(window)), wait)
}

const wait = (ms: number) => new Promise<void>((resolve) => setTimeout(resolve, ms))

/** Whether the page stands in Corral's own window, served from its own scheme. */
export const inWindow = typeof location !== 'undefined' && location.protocol === 'app:'

export type { Connection, Core } from './connection.ts'
export { problemOf } from './problem.ts'
