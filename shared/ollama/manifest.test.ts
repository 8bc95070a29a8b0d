import { expect, it } from 'vitest'
import { distinctLayers, readManifest } from './manifest.ts'

const digest = (digit: string) => `sha256:${digit.repeat(64)}`
const config = { mediaType: 'application/vnd.docker.container.image.v1+json', digest: digest('c'), size: 561 }
const layer = (type: string, digit = 'a', size: unknown = 10) => ({
  mediaType: `application/vnd.ollama.image.${type}`,
  digest: digest(digit),
  size,
})

it('reads kinds, digests and sizes', () => {
  const layers = [layer('model', 'A'), layer('prompt', 'b'), layer('license', 'd'), layer('constructor', 'e')]
  expect(readManifest({ schemaVersion: 2, config, layers })).toEqual({
    config: { kind: 'config', digest: digest('c'), size: 561 },
    layers: [
      { kind: 'weights', digest: digest('a'), size: 10 },
      { kind: 'template', digest: digest('b'), size: 10 },
      { kind: 'license', digest: digest('d'), size: 10 },
      { kind: 'other', digest: digest('e'), size: 10 },
    ],
  })
  // The stub of a cloud model, as Go writes an empty list.
  expect(readManifest({ config, layers: null })?.layers).toEqual([])
})

it('lists a digest once', () => {
  const manifest = readManifest({ config, layers: [layer('model'), layer('license'), layer('other', 'c', 561)] })
  expect(manifest && distinctLayers(manifest).map(({ digest }) => digest)).toEqual([digest('a'), digest('c')])
})

it.each([
  ['no object', 'manifest'],
  ['the list of an image for several platforms', { manifests: [{ digest: digest('a'), size: 5 }] }],
  ['no config', { layers: [layer('model')] }],
  ['layers that are no list', { config, layers: {} }],
  ['a layer that is no object', { config, layers: ['a'] }],
  ['a layer without size', { config, layers: [layer('model', 'a', null)] }],
  ['a size below zero', { config, layers: [layer('model', 'a', -1)] }],
  ['a size beyond all numbers', { config, layers: [layer('model', 'a', 1e300)] }],
  ['another digest', { config, layers: [{ ...layer('model'), digest: 'md5:5' }] }],
])('refuses %s', (_, value) => {
  expect(readManifest(value)).toBeUndefined()
})
