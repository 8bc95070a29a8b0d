// @ts-check
import { readFileSync, readdirSync, writeFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import path from 'node:path'
import { fileURLToPath } from 'node:url'

/** @typedef {{ name: string, version: string, identifier: string | null, text: string | null }} License */

/** What may ship. */
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

/** Packages whose style or fonts end up in the page, which the bundler does not count as modules. */
const STYLES = ['@fontsource-variable/inter', '@fontsource-variable/jetbrains-mono', 'tailwindcss']

/** @param {string} name @returns {License} */
function packageLicense(name) {
  const folder = path.dirname(require.resolve(`${name}/package.json`))
  const { version, license } = JSON.parse(readFileSync(path.join(folder, 'package.json'), 'utf8'))
  const file = readdirSync(folder).find((entry) => /^licen[sc]e/i.test(entry))
  return { name, version, identifier: license, text: file ? readFileSync(path.join(folder, file), 'utf8') : null }
}

/**
 * Gathers the licences of all that the builds took in into `out/licenses.json`, for the app to show.
 *
 * @param {string[]} files what each build wrote
 */
export function gatherLicenses(files) {
  /** @type {Map<string, License>} */
  const all = new Map()
  for (const file of files)
    for (const license of /** @type {License[]} */ (JSON.parse(readFileSync(path.join(out, file), 'utf8'))))
      all.set(`${license.name} ${license.version}`, license)
  for (const name of STYLES) {
    const license = packageLicense(name)
    all.set(`${name} ${license.version}`, license)
  }
  const sorted = [...all.values()].sort((a, b) => (a.name < b.name ? -1 : 1))
  const refused = sorted.filter(({ identifier }) => !identifier || !ALLOWED.has(identifier))
  if (refused.length > 0)
    throw new Error(
      `This may not ship for its licence: ${refused.map(({ name, identifier }) => `${name} (${identifier})`).join(', ')}`,
    )
  writeFileSync(path.join(out, 'licenses.json'), JSON.stringify(sorted))
}
