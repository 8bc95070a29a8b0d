// @ts-check
import { spawn } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { fileURLToPath } from 'node:url'
import { median } from './measure.mjs'

/** Figures of the window: how it starts, and what it costs while nothing is done in it. */
const root = fileURLToPath(new URL('..', import.meta.url))
const empty = path.join(root, 'bench/empty-window.cjs')
const watched = path.join(root, 'bench/at-rest.cjs')
/** Odd, so that the median is one of them. */
const PAIRS = 7
/** The list is kept this long after it was read, in milliseconds. */
const KEPT_AFTER = 4000
/** Longer than anything here takes, in milliseconds. */
const LONGEST = 180_000

const pause = (/** @type {number} */ ms) => new Promise((resolve) => setTimeout(resolve, ms))

/**
 * @param {import('../build/window.mjs').Ground} ground
 * @param {string} server a server with some models
 * @returns {Promise<import('./measure.mjs').Figure[]>}
 */
export async function desktopFigures(ground, server) {
  const data = mkdtempSync(path.join(os.tmpdir(), 'corral-bench-'))
  const host = { id: 'bench', name: '', url: server, credentials: null, certificate: null }
  const hosts = { version: 1, value: { hosts: [host], lastId: host.id, defaultId: null } }
  writeFileSync(path.join(data, 'hosts.json'), JSON.stringify(hosts))
  try {
    return [await start(ground, data), ...(await atRest(ground, data))]
  } finally {
    rmSync(data, { recursive: true, force: true })
  }
}

/** @param {import('../build/window.mjs').Ground} ground */
const surroundings = (ground) => ({
  ...process.env,
  DISPLAY: ground.display,
  LC_ALL: 'en_US.UTF-8',
  OLLAMA_HOST: '127.0.0.1:9',
})

/**
 * Runs a program in the runtime until it tells what is waited for.
 *
 * @param {import('../build/window.mjs').Ground} ground
 * @param {string[]} args
 * @param {(printed: string) => string | undefined} told
 * @param {number} [stay] milliseconds more
 * @returns {Promise<string>}
 */
async function run(ground, args, told, stay = 200) {
  const child = spawn(ground.path, ['--no-sandbox', ...args], {
    env: surroundings(ground),
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

/** @param {import('../build/window.mjs').Ground} ground @param {string} data */
async function start(ground, data) {
  const log = path.join(data, 'logs', 'corral.log')
  const corral = async (/** @type {number} */ stay) => {
    rmSync(log, { force: true })
    return run(ground, [root, '--data', data], () => marksIn(log), stay)
  }
  const nothing = () => run(ground, [empty], (printed) => /painted \d+/.exec(printed)?.[0])
  const at = (/** @type {string} */ marks) => Number(/painted (\d+)/.exec(marks)?.[1])
  // The first starts fill the disk's caches and leave a list behind, as a run before does.
  await nothing()
  await corral(KEPT_AFTER)
  await corral(0)
  /** @type {{ empty: number, corral: number, marks: string }[]} */
  const pairs = []
  for (let pair = 0; pair < PAIRS; pair++) {
    const first = at(await nothing())
    const marks = await corral(0)
    pairs.push({ empty: first, corral: at(marks), marks })
  }
  const value = median(pairs.map((pair) => pair.corral / pair.empty))
  const typical = pairs.find((pair) => pair.corral / pair.empty === value)
  return {
    name: 'cold start to the painted list, against an empty window',
    value,
    unit: /** @type {const} */ ('×'),
    target: 1.6,
    note: `empty ${typical?.empty} ms; ${typical?.marks}`,
  }
}

/** @param {string} log */
function marksIn(log) {
  try {
    return /start: (.*painted.*)/.exec(readFileSync(log, 'utf8'))?.[1]
  } catch {
    return undefined
  }
}

/** @param {import('../build/window.mjs').Ground} ground @param {string} data */
async function atRest(ground, data) {
  /** @typedef {{ processes: Electron.ProcessMetric[], scripts: number, memory?: number }} Rest */
  const told = await run(ground, [watched, '--data', data], (printed) => /^\{.*\}$/m.exec(printed)?.[0], 0)
  const { seen, hidden } = /** @type {{ seen: Rest, hidden: Rest }} */ (JSON.parse(told))
  const cpu = (/** @type {Rest} */ { processes }) =>
    processes.reduce((sum, { cpu: { percentCPUUsage } }) => sum + percentCPUUsage, 0) * os.cpus().length
  const what = seen.processes.map(({ type, name }) => (type === 'Utility' ? (name ?? type) : type)).join(', ')
  const mb = (/** @type {Rest} */ { processes }) =>
    processes.reduce((sum, { memory }) => sum + memory.workingSetSize, 0) / 1000
  const how = 'working sets added up: what processes share counts once for each'
  return [
    figure('processes at rest', seen.processes.length, '', 4, what),
    figure('memory with the window', mb(seen), 'MB', 700, how),
    figure('memory in the tray', mb(hidden), 'MB', 700, how),
    figure('CPU at rest with the window, of one core', cpu(seen), '%', 0.5),
    figure('CPU at rest in the tray, of one core', cpu(hidden), '%', 0.5),
    figure('scripts of the hidden page in 60 s', hidden.scripts, 'ms', 1),
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
