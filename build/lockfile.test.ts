import { readFileSync } from 'node:fs'
import { expect, it } from 'vitest'

interface Lockfile {
  packages: Record<string, { resolved?: string; optionalDependencies?: Record<string, string> }>
}

const { packages } = JSON.parse(readFileSync(new URL('../package-lock.json', import.meta.url), 'utf8')) as Lockfile

it('names no registry', () => {
  const hosts = Object.values(packages).flatMap(({ resolved }) =>
    resolved && /^https?:/.test(resolved) ? [resolved] : [],
  )
  expect(hosts).toEqual([])
})

// A platform's package that the registry lacked is left out silently, and `npm ci` then fails.
it('is whole: every optional dependency is there', () => {
  const missing = Object.entries(packages).flatMap(([place, { optionalDependencies = {} }]) =>
    Object.keys(optionalDependencies).filter((name) => {
      const parents = place
        .split('/node_modules/')
        .map((_, index, parts) => parts.slice(0, parts.length - index).join('/node_modules/'))
      const places = [
        ...parents.filter(Boolean).map((parent) => `${parent}/node_modules/${name}`),
        `node_modules/${name}`,
      ]
      return !places.some((candidate) => candidate in packages)
    }),
  )
  expect(missing).toEqual([])
})
