import { readFileSync, readdirSync } from 'node:fs'
import path from 'node:path'
import { fileURLToPath } from 'node:url'
import { expect, it } from 'vitest'

const root = fileURLToPath(new URL('..', import.meta.url))

/** Methods that Chromium 108 lacks. The build converts syntax for `CORRAL_PAGE_TARGET`, and adds no method. */
const newer = /\.(toSorted|toReversed|toSpliced|groupBy|withResolvers)\(/

it('the page calls no method that the oldest browser of the tests lacks', () => {
  const files = ['renderer', 'shared'].flatMap((folder) =>
    readdirSync(path.join(root, folder), { recursive: true, encoding: 'utf8' }).map((name) => `${folder}/${name}`),
  )
  const code = files.filter((name) => /\.tsx?$/.test(name) && !/\.test\.|\/test-/.test(name))
  expect(code.length).toBeGreaterThan(300)
  expect(code.filter((name) => newer.test(readFileSync(path.join(root, name), 'utf8')))).toEqual([])
})
