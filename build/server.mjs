// @ts-check
import { spawn } from 'node:child_process'
import path from 'node:path'
import { createInterface } from 'node:readline'
import { fileURLToPath } from 'node:url'

const root = fileURLToPath(new URL('..', import.meta.url))

/**
 * Starts a built server, the web server or the sandbox alone, for a test, a screenshot or a measurement.
 *
 * @param {'serve' | 'sandbox'} entry
 * @param {readonly string[]} args
 * @param {NodeJS.ProcessEnv} [env]
 * @returns {Promise<{ address: string, close: () => Promise<void>, kill: () => Promise<void> }>} once it has printed its address; rejects if it
 * ends before
 */
export async function startServer(entry, args, env = process.env) {
  const child = spawn(process.execPath, [path.join(root, 'out', 'electron', `${entry}.cjs`), ...args], {
    env,
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  /** @type {Promise<number | null>} */
  const ended = new Promise((resolve) => child.once('exit', resolve))
  /** @type {string} */
  const line = await new Promise((resolve, reject) => {
    createInterface({ input: child.stdout }).once('line', resolve)
    void ended.then((code) => reject(new Error(`${entry} did not open (${code}).`)))
  })
  /** @param {NodeJS.Signals} signal */
  const end = async (signal) => {
    child.kill(signal)
    await ended
  }
  return {
    address: line.replace(/^\w+: /, ''),
    close: () => end('SIGTERM'),
    kill: () => end('SIGKILL'),
  }
}
