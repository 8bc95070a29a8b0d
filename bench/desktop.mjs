// @ts-check
import { spawn } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { fileURLToPath } from 'node:url'
import { startServer } from '../build/server.mjs'
import { median } from './measure.mjs'

/** Measures the start of the window, and its cost when idle. */
const root = fileURLToPath(new URL('..', import.meta.url))
const empty = path.join(root, 'bench/empty-window.cjs')
const watched = path.join(root, 'bench/idle.cjs')
/** Odd, so that the median is one of them. */
const PAIRS = 7
/** The list is saved within this time after it was read, in milliseconds. */
const KEPT_AFTER = 4000
/** The time limit of each run, in milliseconds. */
const LONGEST = 300_000

/** Odd, as above: each measures a minute with the meter and one without. */
const METER_PAIRS = 3

/**
 * Holds programs: one through which the session bus reports a tray, without which a hidden window is shown again, and
 * one that tells of a GPU, which is asked only where Ollama is seen.
 */
const desktop = mkdtempSync(path.join(os.tmpdir(), 'corral-bench-desktop-'))
writeFileSync(path.join(desktop, 'busctl'), '#!/bin/sh\necho "b true"\n', { mode: 0o755 })
writeFileSync(
  path.join(desktop, 'nvidia-smi'),
  '#!/bin/sh\ncase "$1" in *compute-apps*) ;; *) echo "GPU-a1, 24576, 1024, 23552, 0, A GPU" ;; esac\n',
  { mode: 0o755 },
)

const pause = (/** @type {number} */ ms) => new Promise((resolve) => setTimeout(resolve, ms))

/**
 * @param {import('../build/window.mjs').WindowRuntime} runtime
 * @param {string} server a server with some models
 * @returns {Promise<import('./measure.mjs').Figure[]>}
 */
export async function desktopFigures(runtime, server) {
  const data = dataWith(server)
  try {
    const meter = process.platform === 'linux' ? [await meterCost(runtime, data)] : []
    return [await start(runtime, data), ...(await whenIdle(runtime, data)), ...meter]
  } finally {
    for (const folder of [data, desktop]) rmSync(folder, { recursive: true, force: true })
  }
}

/** @param {string} url @returns a data folder whose only host is there */
function dataWith(url) {
  const data = mkdtempSync(path.join(os.tmpdir(), 'corral-bench-'))
  const host = { id: 'bench', name: '', url, credentials: null, certificate: null }
  const hosts = { version: 1, value: { hosts: [host], lastId: host.id, defaultId: null } }
  writeFileSync(path.join(data, 'hosts.json'), JSON.stringify(hosts))
  return data
}

/** @param {import('../build/window.mjs').WindowRuntime} runtime */
const environment = (runtime) => ({
  ...process.env,
  PATH: `${desktop}:${process.env['PATH']}`,
  DISPLAY: runtime.displays[0],
  LC_ALL: 'en_US.UTF-8',
  OLLAMA_HOST: '127.0.0.1:9',
})

/**
 * Runs a program in Electron until its output satisfies `told`.
 *
 * @param {import('../build/window.mjs').WindowRuntime} runtime
 * @param {string[]} args
 * @param {(printed: string) => string | undefined} told the part of the output to return, once it is complete
 * @param {number} [stay] milliseconds to go on running after that
 * @returns {Promise<string>}
 */
async function run(runtime, args, told, stay = 200) {
  const child = spawn(runtime.path, ['--no-sandbox', ...args], {
    env: environment(runtime),
    stdio: ['ignore', 'pipe', 'ignore'],
  })
  const ended = new Promise((resolve) => child.once('exit', resolve))
  let printed = ''
  child.stdout.on('data', (chunk) => (printed += String(chunk)))
  let found = told(printed)
  for (const since = Date.now(); found === undefined && Date.now() - since < LONGEST; found = told(printed))
    await pause(20)
  await pause(stay)
  child.kill('SIGTERM')
  await ended
  if (found === undefined) throw new Error(`${args.join(' ')} showed nothing`)
  return found
}

/** @param {import('../build/window.mjs').WindowRuntime} runtime @param {string} data */
async function start(runtime, data) {
  const log = path.join(data, 'logs', 'corral.log')
  const corral = async (/** @type {number} */ stay) => {
    rmSync(log, { force: true })
    return run(runtime, [root, '--data', data], () => timingsIn(log), stay)
  }
  const nothing = () => run(runtime, [empty], (printed) => /painted \d+/.exec(printed)?.[0])
  const at = (/** @type {string} */ timings) => Number(/painted (\d+)/.exec(timings)?.[1])
  // The first starts fill the disk cache and save a list, as an earlier run does.
  await nothing()
  await corral(KEPT_AFTER)
  await corral(0)
  /** @type {{ empty: number, corral: number, timings: string }[]} */
  const pairs = []
  for (let pair = 0; pair < PAIRS; pair++) {
    const first = at(await nothing())
    const timings = await corral(0)
    pairs.push({ empty: first, corral: at(timings), timings })
  }
  const value = median(pairs.map((pair) => pair.corral / pair.empty))
  const typical = pairs.find((pair) => pair.corral / pair.empty === value)
  return {
    name: 'cold start to the painted list, against an empty window',
    value,
    unit: /** @type {const} */ ('×'),
    target: 1.5,
    note: `empty ${typical?.empty} ms; ${typical?.timings}`,
  }
}

/** @param {string} log */
function timingsIn(log) {
  try {
    return /start: (.*painted.*)/.exec(readFileSync(log, 'utf8'))?.[1]
  } catch {
    return undefined
  }
}

/** @typedef {{ processes: Electron.ProcessMetric[], scripts: number }} Idle */

/** @param {import('../build/window.mjs').WindowRuntime} runtime @param {string[]} args */
const measure = async (runtime, ...args) =>
  JSON.parse(await run(runtime, [watched, ...args], (printed) => /^\{.*\}$/m.exec(printed)?.[0], 0))

/** @param {Idle} idle */
const cpu = ({ processes }) =>
  processes.reduce((sum, { cpu: { percentCPUUsage } }) => sum + percentCPUUsage, 0) * os.cpus().length

/**
 * What the meter of memory costs: nothing is read of a server whose process is not named as Ollama's is.
 *
 * @param {import('../build/window.mjs').WindowRuntime} runtime @param {string} without the data folder of such a host
 */
async function meterCost(runtime, without) {
  const ollama = await startServer('sandbox', ['--rate', '0'], { ...process.env, NODE_OPTIONS: '--title=ollama' })
  const data = dataWith(ollama.address)
  /** @type {{ meter: number, none: number }[]} */
  const pairs = []
  try {
    for (let pair = 0; pair < METER_PAIRS; pair++) {
      const none = /** @type {{ seen: Idle, sidebar: string }} */ (await measure(runtime, '--seen', '--data', without))
      const meter = /** @type {typeof none} */ (await measure(runtime, '--seen', '--data', data))
      if (none.sidebar.includes(' used') || !meter.sidebar.includes(' used')) throw new Error('the meter is not told')
      pairs.push({ meter: cpu(meter.seen), none: cpu(none.seen) })
    }
  } finally {
    await ollama.close()
    rmSync(data, { recursive: true, force: true })
  }
  const text = pairs.map(({ meter, none }) => `${none.toFixed(2)} % to ${meter.toFixed(2)} %`).join(', ')
  const value = median(pairs.map(({ meter, none }) => meter - none))
  return figure('CPU when idle with the meter of memory, over that without, of one core', value, '%', 0.5, text)
}

/** @param {import('../build/window.mjs').WindowRuntime} runtime @param {string} data */
async function whenIdle(runtime, data) {
  const empty = /** @type {{ seen: Idle }} */ (await measure(runtime, '--empty')).seen
  const corral = await measure(runtime, '--data', data)
  const { seen, hidden, tray, back } = /** @type {{ seen: Idle, hidden: Idle, tray: Idle, back: number[] }} */ (corral)
  const what = (/** @type {Idle} */ { processes }) =>
    processes.map(({ type, name }) => (type === 'Utility' ? (name ?? type) : type)).join(', ')
  const mb = (/** @type {Idle} */ { processes }) =>
    processes.reduce((sum, { memory }) => sum + memory.workingSetSize, 0) / 1000
  const how = 'working sets added up: what processes share counts once for each'
  return [
    figure('processes when idle', seen.processes.length, '', 4, what(seen)),
    figure('memory with the window', mb(seen), 'MB', 700, how),
    figure('memory in the tray, with a hidden window', mb(hidden), 'MB', 700, how),
    figure(
      'memory in the tray alone, against an empty window',
      mb(tray) / mb(empty),
      '×',
      0.7,
      `${mb(tray).toFixed(0)} MB (${what(tray)}), ${mb(empty).toFixed(0)} MB empty`,
    ),
    figure('CPU when idle with the window, of one core', cpu(seen), '%', 0.5, `${cpu(empty).toFixed(2)} % empty`),
    figure('CPU when idle with a hidden window, of one core', cpu(hidden), '%', 0.1),
    figure('CPU when idle in the tray alone, of one core', cpu(tray), '%', 0.1),
    figure('scripts of the hidden page in 60 s', hidden.scripts, 'ms', 1),
    figure(
      'back from the tray to the painted list, after the page was discarded',
      median(back),
      'ms',
      1000,
      `${back.length} times, longest ${Math.max(...back)} ms`,
    ),
  ]
}

/**
 * @param {string} name
 * @param {number} value
 * @param {import('./measure.mjs').Figure['unit']} unit
 * @param {number} target
 * @param {string} [note]
 * @returns {import('./measure.mjs').Figure}
 */
const figure = (name, value, unit, target, note) => ({ name, value, unit, target, ...(note ? { note } : {}) })
