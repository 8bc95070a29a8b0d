import { describe, expect, it } from 'vitest'
import type { LayerKind, Manifest } from '../ollama/manifest.ts'
import { changedKinds, isChanged, versionLayers, versionVerdict, type InstalledVersion } from './versions.ts'

/** Layers as `kind digit`, the last one the config. */
function manifestOf(text: string): Manifest & { digest: string } {
  const layers = text.split(', ').map((one) => {
    const [kind = '', digit = ''] = one.split(' ')
    return { kind: kind as LayerKind, digest: `sha256:${digit.repeat(64)}`, size: 10 }
  })
  const config = layers.pop()
  if (!config) throw new Error('no config')
  return { layers, config, digest: text }
}
const installed = (more: Partial<InstalledVersion>): InstalledVersion => ({
  digest: 'older',
  manifest: null,
  weights: null,
  present: new Map(),
  isElsewhere: false,
  ...more,
})
const present = (digits: string, all = 'abcdefghijkl') =>
  new Map(all.split('').map((digit) => [`sha256:${digit.repeat(64)}`, digits.includes(digit)]))
const weights = (digit: string) => `sha256:${digit.repeat(64)}`

const newer = manifestOf('weights a, template b, license c, config d')

describe('a model whose manifest can be read', () => {
  it.each<[before: string, sees: string]>([
    ['weights a, template b, license c, config d', 'current'],
    ['weights a, template x, license c, config y', 'update template'],
    ['weights x, template b, license c, config y', 'update weights'],
    ['weights x, template b, license z, config y', 'update weights license'],
    ['weights a, license c, config y', 'update template'],
    ['weights a, template b, license c, system s, config y', 'update system'],
    ['weights a, template b, license c, config y', 'update config'],
    ['weights a, license c, template b, config d', 'update'],
    // Of two licenses one is left.
    ['weights a, template b, license c, license e, config y', 'update license'],
  ])('%s: %s', (before, sees) => {
    const had = installed({ manifest: manifestOf(before) })
    expect([versionVerdict(had, newer), ...changedKinds(versionLayers(had, newer))].join(' ')).toBe(sees)
  })

  it('pairs the layers of a kind, and tells those that are added and removed', () => {
    const had = installed({ manifest: manifestOf('weights a, license p, system s, config y') })
    const rows = versionLayers(had, newer).map(({ kind, change, before, after }) =>
      [kind, change, before?.digest?.slice(7, 8) ?? '-', after?.digest.slice(7, 8) ?? '-'].join(' '),
    )
    expect(rows).toEqual([
      'weights same a a',
      'template added - b',
      'license changed p c',
      'config changed y d',
      'system removed s -',
    ])
  })
})

describe('a model of another computer', () => {
  it.each<[has: string, weights: string | null, more: Partial<InstalledVersion>, sees: string]>([
    ['abcd', 'a', {}, 'probably_current'],
    ['abcd', null, {}, 'probably_current'],
    ['abc', 'a', {}, 'probably_update'],
    ['acd', 'a', {}, 'probably_update template'],
    ['bc', 'x', {}, 'probably_update weights'],
    // Other weights under this name, whatever else the server has.
    ['abcd', 'x', {}, 'probably_update weights'],
    ['', null, {}, 'probably_update weights template license'],
    ['abcd', 'a', { isElsewhere: true }, 'probably_update'],
    ['abcd', 'a', { digest: newer.digest, isElsewhere: true }, 'current'],
    ['', 'a', { present: new Map() }, 'probably_current'],
    ['', null, { present: new Map() }, 'probably_update'],
  ])('that has %j, weights %j, %j: %s', (has, own, more, sees) => {
    const seen = installed({ present: present(has), weights: own && weights(own), ...more })
    expect(
      [
        versionVerdict(seen, newer),
        ...(seen.digest === newer.digest ? [] : changedKinds(versionLayers(seen, newer))),
      ].join(' '),
    ).toBe(sees)
  })

  it('tells whether weights and license differ, as far as that is known', () => {
    const rows = versionLayers(installed({ present: present('abc'), weights: weights('a') }), newer)
    expect([
      isChanged(rows, ['weights', 'tensor']),
      isChanged(rows, ['license']),
      isChanged(rows, ['projector']),
    ]).toEqual([false, null, false])
  })
})
