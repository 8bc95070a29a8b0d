// @ts-check
import { readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import path from 'node:path'
import { fileURLToPath } from 'node:url'

/** @typedef {{ name: string, version: string, identifier: string | null, text: string | null }} License */

/** Licences that may ship. */
export const ALLOWED = new Set([
  'MIT',
  'ISC',
  'BSD-2-Clause',
  'BSD-3-Clause',
  '0BSD',
  'Apache-2.0',
  'MPL-2.0',
  'BlueOak-1.0.0',
  'Python-2.0',
  'CC0-1.0',
  'OFL-1.1',
])

const out = fileURLToPath(new URL('../out', import.meta.url))
const require = createRequire(import.meta.url)

/** What ships without being a module of a bundle: the runtime, and packages used for styles and fonts. */
const BESIDE = ['electron', '@fontsource-variable/inter', '@fontsource-variable/jetbrains-mono', 'tailwindcss']

/** The licence lists that the builds write to their output folders. */
const NOTED = /^licenses-.*\.json$/
const FOLDERS = ['page', 'electron']

/** @param {string} folder @returns {License} */
function packageLicense(folder) {
  const { name, version, license } = JSON.parse(readFileSync(path.join(folder, 'package.json'), 'utf8'))
  const file = readdirSync(folder).find((entry) => /^licen[sc]e/i.test(entry))
  return { name, version, identifier: license, text: file ? readFileSync(path.join(folder, file), 'utf8') : null }
}

/**
 * Records the licences of the modules in workers: Vite counts only what the page itself imports.
 *
 * @returns {import('vite').Plugin}
 */
export function workerLicenses() {
  return {
    name: 'worker-licenses',
    generateBundle(_options, bundle) {
      const chunks = Object.values(bundle).filter((file) => file.type === 'chunk')
      const folders = chunks.flatMap(({ moduleIds }) =>
        moduleIds.flatMap((id) => /^.*[\\/]node_modules[\\/](?:@[^\\/]+[\\/])?[^\\/]+/.exec(id)?.[0] ?? []),
      )
      const name = chunks.find(({ isEntry }) => isEntry)?.fileName.replace(/.*\/|\.js$/g, '')
      const source = JSON.stringify([...new Set(folders)].map(packageLicense))
      this.emitFile({ type: 'asset', fileName: `licenses-${name}.json`, source })
    },
  }
}

/** Collects the licences of all builds into `out/licenses.json`, which the app shows. */
export function gatherLicenses() {
  /** @type {Map<string, License>} */
  const all = new Map()
  const add = (/** @type {License} */ license) => all.set(`${license.name} ${license.version}`, license)
  for (const folder of FOLDERS)
    for (const file of readdirSync(path.join(out, folder)).filter((name) => NOTED.test(name))) {
      const noted = path.join(out, folder, file)
      for (const license of /** @type {License[]} */ (JSON.parse(readFileSync(noted, 'utf8')))) add(license)
      rmSync(noted)
    }
  for (const name of BESIDE) add(packageLicense(path.dirname(require.resolve(`${name}/package.json`))))
  const sorted = [...all.values()].sort((a, b) => (a.name < b.name ? -1 : 1))
  const refused = sorted.filter(({ identifier }) => !identifier || !ALLOWED.has(identifier))
  if (refused.length > 0)
    throw new Error(
      `This may not ship for its licence: ${refused.map(({ name, identifier }) => `${name} (${identifier})`).join(', ')}`,
    )
  const own = { ...packageLicense(fileURLToPath(new URL('..', import.meta.url))), name: 'Corral' }
  writeFileSync(path.join(out, 'licenses.json'), JSON.stringify([own, ...sorted]))
}
