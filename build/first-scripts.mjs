// @ts-check
import { readFileSync } from 'node:fs'
import path from 'node:path'
import { fileURLToPath } from 'node:url'
import { gzipSync } from 'node:zlib'

const page = fileURLToPath(new URL('../out/page', import.meta.url))

/** What the scripts before the first paint may have together, gzipped, in kB. */
export const MOST_FIRST_SCRIPTS = 250

/**
 * All scripts of the built page that run before the first paint: those in `index.html`, all their imports, and the
 * longer of the texts of each language.
 *
 * @returns {{ kB: number, names: string[] }} their size together, gzipped
 */
export function firstScripts() {
  const html = readFileSync(path.join(page, 'index.html'), 'utf8')
  const waiting = [...html.matchAll(/src="\.\/assets\/([^"]+\.js)"/g)].map(([, name]) => name)
  /** @type {Map<string, number>} */
  const sizes = new Map()
  const read = (/** @type {string} */ name) => readFileSync(path.join(page, 'assets', name))
  const sizeOf = (/** @type {Buffer} */ code) => gzipSync(code, { level: 9 }).length
  /** @type {[string, number]} */
  let texts = ['', 0]
  for (let name = waiting.pop(); name !== undefined; name = waiting.pop()) {
    if (sizes.has(name)) continue
    const code = read(name)
    sizes.set(name, sizeOf(code))
    for (const [, next] of code.toString().matchAll(/(?:from|import) ?["`]\.\/([^"`]+\.js)/g)) waiting.push(next)
    for (const [, first = ''] of code.toString().matchAll(/import\([`"]\.\/(first-[^"`]+\.js)/g)) {
      const size = sizeOf(read(first))
      if (size > texts[1]) texts = [first, size]
    }
  }
  if (texts[1] === 0) throw new Error('The texts of the first paint were not found among the scripts of the page.')
  sizes.set(...texts)
  return { kB: [...sizes.values()].reduce((sum, size) => sum + size, 0) / 1000, names: [...sizes.keys()] }
}
