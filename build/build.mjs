// @ts-check
import { spawn } from 'node:child_process'
import { createHash } from 'node:crypto'
import { readFileSync, readdirSync, statSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { fileURLToPath, pathToFileURL } from 'node:url'
import { firstScripts, MOST_FIRST_SCRIPTS } from './first-scripts.mjs'
import { gatherLicenses } from './licenses.mjs'

const root = fileURLToPath(new URL('..', import.meta.url))
const stamp = path.join(root, 'out', 'built')
const entries = ['main', 'worker', 'preload', 'serve', 'sandbox', 'check']
const sources = [
  'shared',
  'electron',
  'renderer',
  'build/build.mjs',
  'build/first-scripts.mjs',
  'build/licenses.mjs',
  'build/vite.page.config.ts',
  'build/vite.node.config.ts',
  'package.json',
  'package-lock.json',
]

/** A fingerprint of all inputs of the build: names, sizes, times, and the requested target. */
function fingerprint() {
  const hash = createHash('sha256').update(`${process.env['CORRAL_PAGE_TARGET']} ${process.env['CORRAL_UPDATE_URL']}`)
  /** @param {string} file */
  const add = (file) => {
    const info = statSync(file)
    if (info.isDirectory()) for (const name of readdirSync(file).sort()) add(path.join(file, name))
    else hash.update(`${file} ${info.size} ${info.mtimeMs}\n`)
  }
  for (const source of sources) add(path.join(root, source))
  return hash.digest('hex')
}

export function isBuilt() {
  try {
    return readFileSync(stamp, 'utf8') === fingerprint()
  } catch {
    return false
  }
}

/**
 * @param {string} config
 * @param {Record<string, string>} env
 * @returns {Promise<void>}
 */
function vite(config, env) {
  return new Promise((resolve, reject) => {
    const child = spawn(
      process.execPath,
      [
        path.join(root, 'node_modules/vite/bin/vite.js'),
        'build',
        '--logLevel',
        'warn',
        '-c',
        path.join(root, 'build', config),
      ],
      // A test runner's own NODE_ENV would put React's slow development build into the page.
      { cwd: root, env: { ...process.env, NODE_ENV: 'production', ...env }, stdio: ['ignore', 'inherit', 'inherit'] },
    )
    child.once('error', reject)
    child.once('exit', (code) => (code === 0 ? resolve() : reject(new Error(`The build of ${config} failed.`))))
  })
}

/** Builds all that `npm start` and the tests run, unless it is up to date. */
export async function build() {
  if (isBuilt()) return
  const made = fingerprint()
  await Promise.all([
    vite('vite.page.config.ts', {}),
    (async () => {
      for (const entry of entries) await vite('vite.node.config.ts', { CORRAL_ENTRY: entry })
    })(),
  ])
  const { kB } = firstScripts()
  if (kB > MOST_FIRST_SCRIPTS)
    throw new Error(
      `The scripts before the first paint have ${kB.toFixed(1)} of at most ${MOST_FIRST_SCRIPTS} kB gzipped.`,
    )
  gatherLicenses()
  writeFileSync(stamp, made)
}

if (process.argv[1] && import.meta.url === pathToFileURL(process.argv[1]).href) {
  await build().catch((/** @type {Error} */ error) => {
    console.error(error.message)
    process.exitCode = 1
  })
}
