// @ts-check
import { spawn } from 'node:child_process'
import path from 'node:path'
import { fileURLToPath } from 'node:url'
import open from 'open'
import { build, isBuilt } from './build.mjs'
import { checkFlags, help } from './start/flags.mjs'
import { downloadRuntime, findRuntime } from './start/runtime.mjs'

const root = fileURLToPath(new URL('..', import.meta.url))
/** A window that is ended by a signal within this time, in milliseconds, could not be opened. */
const FIRST_MOMENTS = 15_000

const args = process.argv.slice(2)
const checked = checkFlags(args)
if ('wrong' in checked) {
  console.error(checked.wrong)
  process.exit(2)
}
const flags = checked.values
if (flags['help']) {
  console.log(help)
  process.exit(0)
}

// Progress goes to standard error: standard output is for the one line with the address.
const say = (/** @type {string} */ text) => console.error(text)
const show = (/** @type {string} */ text) => {
  if (process.stderr.isTTY) process.stderr.write(`\r\x1b[K${text}`)
}

try {
  if (!isBuilt()) say('Corral is being built …')
  await build()
} catch (error) {
  say(/** @type {Error} */ (error).message)
  process.exit(1)
}

const hasDisplay = process.platform !== 'linux' || Boolean(process.env['DISPLAY'] || process.env['WAYLAND_DISPLAY'])
const wantsWindow = !flags['web'] && hasDisplay
const runtime = wantsWindow ? (findRuntime() ?? (await downloadRuntime(say, show))) : null

const ended = runtime ? await openWindow(runtime) : 'no window'
if (ended === 'no window') process.exitCode = await serve()
else process.exitCode = ended

/**
 * @param {string} electron
 * @returns {Promise<number | 'no window'>} its exit code
 */
async function openWindow(electron) {
  const started = Date.now()
  const child = spawn(electron, [root, ...args], { stdio: 'inherit', env: process.env })
  const { code, signal, asked } = await untilEnd(child)
  if (!asked && (signal !== null || code === null || code > 100) && Date.now() - started < FIRST_MOMENTS) {
    say('The window could not be opened on this system, so Corral opens in the browser.')
    return 'no window'
  }
  return code ?? 0
}

/** @returns {Promise<number>} the exit code */
async function serve() {
  const child = spawn(process.execPath, [path.join(root, 'out', 'electron', 'serve.cjs'), ...args], {
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  let told = ''
  child.stdout?.on('data', (chunk) => {
    process.stdout.write(chunk)
    if (told === 'opened') return
    told += chunk
    const address = /^Corral: (\S+)\n/m.exec(told)?.[1]
    if (!address) return
    told = 'opened'
    // Without a browser only the printed address is left.
    if (hasDisplay && !flags['no-open'])
      open(address).then(
        (browser) => browser.on('error', () => {}),
        () => {},
      )
  })
  const { code, asked } = await untilEnd(child)
  return asked ? 0 : (code ?? 1)
}

/**
 * Forwards the signals that ask this process to end, and waits for the child.
 *
 * @param {import('node:child_process').ChildProcess} child
 * @returns {Promise<{ code: number | null, signal: NodeJS.Signals | null, asked: boolean }>} `asked`: whether a signal came
 */
function untilEnd(child) {
  let asked = false
  for (const name of /** @type {const} */ (['SIGINT', 'SIGTERM', 'SIGHUP']))
    process.on(name, () => {
      asked = true
      // A terminal's interrupt reaches the whole process group already; a second one has no effect.
      child.kill(name === 'SIGHUP' ? 'SIGTERM' : name)
    })
  return new Promise((resolve) => {
    child.once('error', () => resolve({ code: null, signal: null, asked }))
    child.once('exit', (code, signal) => resolve({ code, signal, asked }))
  })
}
