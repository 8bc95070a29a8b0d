import { describe, expect, it } from 'vitest'
import { featuresOf } from './features.ts'

const none = {
  embed: false,
  dimensions: false,
  psContext: false,
  showCapabilities: false,
  showTensors: false,
  tagsCapabilities: false,
}
const all = {
  embed: true,
  dimensions: true,
  psContext: true,
  showCapabilities: true,
  showTensors: true,
  tagsCapabilities: true,
}

describe('featuresOf', () => {
  it.each([
    ['0.1.48', none],
    ['0.2.9', none],
    ['0.3.0', { ...none, embed: true }],
    ['0.5.12', { ...none, embed: true }],
    ['0.6.0', { ...none, embed: true }],
    ['0.6.1', { ...none, embed: true, showTensors: true }],
    ['0.6.3', { ...none, embed: true, showTensors: true }],
    ['0.6.4', { ...none, embed: true, showTensors: true, showCapabilities: true }],
    ['0.9.6', { ...none, embed: true, showTensors: true, showCapabilities: true }],
    ['0.10.0', { ...all, dimensions: false, tagsCapabilities: false }],
    ['0.11.10', { ...all, dimensions: false, tagsCapabilities: false }],
    ['0.11.11', { ...all, tagsCapabilities: false }],
    ['0.29.9', { ...all, tagsCapabilities: false }],
    ['0.30.0', all],
    ['0.33.0-rc2', all],
    ['1.0.0', all],
  ])('%s', (version, features) => {
    expect(featuresOf(version)).toEqual(features)
  })

  it('counts a release candidate as its release', () => {
    expect(featuresOf('0.30.0-rc0').tagsCapabilities).toBe(true)
    expect(featuresOf('0.29.0-rc9').tagsCapabilities).toBe(false)
  })

  it.each([[null], [''], ['0.0.0'], ['0.0.0-dirty'], ['main'], ['0'], ['0.5.12.1'], ['-1.2.3']])(
    'takes %j for the newest',
    (version) => {
      expect(featuresOf(version)).toEqual(all)
    },
  )

  it.each(['v0.5.12', ' 0.5.12 ', '0.5.12-0-gabcdef', '0.5.12+cuda', '0.5'])('reads %j', (version) => {
    expect(featuresOf(version)).toEqual({ ...none, embed: true })
  })
})
