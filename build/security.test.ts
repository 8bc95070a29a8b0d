import { existsSync, readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { expect, it } from 'vitest'

const at = (name: string) => fileURLToPath(new URL(`../${name}`, import.meta.url))
const text = readFileSync(at('SECURITY.md'), 'utf8').replace(/\s+/g, ' ')

/** Every cited test: its file, followed by one title or more. */
const cited = [...text.matchAll(/`([\w/.-]+\.(?:test|spec)\.ts)`: ((?:"[^"]+"(?:; )?)+)/g)].flatMap(
  ([, file = '', titles = '']) => [...titles.matchAll(/"([^"]+)"/g)].map(([, title = '']) => ({ file, title })),
)

it('names a test for each protection', () => {
  const protections = text.split(/ (?=\d{1,2}\. )/).slice(1)
  expect(protections).toHaveLength(20)
  expect(protections.filter((protection) => !/`[\w/.-]+\.(test|spec)\.ts`: "/.test(protection))).toEqual([])
  expect(cited.length).toBeGreaterThanOrEqual(20)
})

it.each(cited)('$file has "$title"', ({ file, title }) => {
  expect(existsSync(at(file)), file).toBe(true)
  expect(readFileSync(at(file), 'utf8')).toContain(`'${title}'`)
})

it('says of CI only what its workflow does', () => {
  const ci = readFileSync(at('.github/workflows/ci.yml'), 'utf8')
  expect(ci).toContain('npm audit --omit=dev --audit-level=high')
  expect(ci).toContain('npm run support')
})
