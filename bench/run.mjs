// @ts-check
import { spawn, spawnSync } from 'node:child_process'
import { mkdirSync, writeFileSync } from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { fileURLToPath } from 'node:url'
import { build } from '../build/build.mjs'
import { startServer } from '../build/server.mjs'
import { windowRuntime } from '../build/window.mjs'
import { desktopFigures } from './desktop.mjs'
import { pageFigures } from './page.mjs'

/** Runs all measurements and prints one table; the same is written as JSON to `bench/results/`. */
const root = fileURLToPath(new URL('..', import.meta.url))
const runtime = await windowRuntime()
await build()

/** @param {string} entry */
function bundle(entry) {
  const { status } = spawnSync(
    process.execPath,
    [
      path.join(root, 'node_modules/vite/bin/vite.js'),
      'build',
      '--logLevel',
      'error',
      '-c',
      path.join(root, 'build/vite.node.config.ts'),
    ],
    { cwd: root, env: { ...process.env, CORRAL_ENTRY: entry }, stdio: 'inherit' },
  )
  if (status !== 0) process.exit(1)
}

/** @param {string} script @param {string[]} args @returns {Promise<string>} what it printed */
function run(script, ...args) {
  const child = spawn(process.execPath, [script, ...args], { stdio: ['ignore', 'pipe', 'inherit'] })
  let text = ''
  child.stdout.on('data', (chunk) => (text += chunk))
  return new Promise((resolve, reject) =>
    child.once('exit', (code) => (code === 0 ? resolve(text) : reject(new Error(`${script} ended with ${code}`)))),
  )
}

bundle('bench-core')
const sandbox = (/** @type {string[]} */ ...args) => startServer('sandbox', args)
const [thousand, plain, many, none] = await Promise.all([
  sandbox('--models', '1000', '--rate', '0'),
  sandbox('--rate', '2000000000'),
  sandbox('--models', '10000', '--rate', '0'),
  sandbox('--models', '0', '--rate', '0'),
])
/** @type {import('./measure.mjs').Figure[]} */
const figures = [
  ...JSON.parse(await run(path.join(root, 'out/electron/bench-core.cjs'), thousand.address, plain.address)),
  ...(await pageFigures({ many: many.address, none: none.address, plain: plain.address })),
  ...('missing' in runtime ? [] : await desktopFigures(runtime, plain.address)),
]
await Promise.all([thousand, plain, many, none].map(({ close }) => close()))
if ('missing' in runtime) console.log(`The window is not measured: ${runtime.missing}.`)
else runtime.close()

const width = Math.max(...figures.map(({ name }) => name.length))
const show = (/** @type {number} */ value) => (value >= 100 ? value.toFixed(0) : value.toPrecision(3))
for (const { name, value, unit, target, note } of figures)
  console.log(
    `${name.padEnd(width)}  ${`${show(value)} ${unit}`.padStart(10)}  ≤ ${`${target} ${unit}`.padEnd(8)} ${value <= target ? 'met' : 'MISSED'}${note ? `  (${note})` : ''}`,
  )
const machine = {
  cpu: os.cpus()[0]?.model ?? '',
  cores: os.cpus().length,
  node: process.version,
  platform: process.platform,
}
mkdirSync(path.join(root, 'bench/results'), { recursive: true })
writeFileSync(path.join(root, 'bench/results/latest.json'), `${JSON.stringify({ machine, figures }, null, 2)}\n`)
