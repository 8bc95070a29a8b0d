import { expect, it } from 'vitest'
import type { BinEntry } from '#shared/contract/bin.ts'
import { freesIn, restoringOf, versionsOf } from './entries.ts'

const details = {
  format: 'gguf',
  family: 'llama',
  parameterSize: '3B',
  quantization: 'Q4_K_M',
  contextLength: null,
  embeddingLength: null,
}
const entry = (name: string, digest: string, some: Partial<BinEntry> = {}): BinEntry => ({
  name,
  digest,
  size: 2000,
  modifiedAt: null,
  details,
  capabilities: null,
  cloud: null,
  hasParent: false,
  formerName: 'qwen3:8b',
  kind: 'deleted',
  at: 0,
  isOwn: true,
  leavesAt: null,
  ...some,
})

it('frees nothing where a model or another entry has the same manifest', () => {
  const one = entry('corral-bin/d1.qwen3:8b', 'a')
  const other = entry('corral-bin/k1.qwen3:8b', 'a', { kind: 'kept' })
  const alone = entry('corral-bin/d2.phi4:14b', 'b', { details: { ...details, parameterSize: '14B' } })
  const frees = freesIn([one, other, alone], () => undefined)
  expect(frees(one.name)).toEqual({ bytes: 0, kept: [{ name: one.name, bytes: 2000, usedBy: [other.name] }] })
  expect(frees(alone.name)).toEqual({ bytes: 2000, kept: [] })
})

it('restores what was deleted, goes back to what was replaced, and asks for a name that is not known', () => {
  expect(restoringOf({ kind: 'deleted', formerName: 'qwen3:8b' })).toBe('restore')
  expect(restoringOf({ kind: 'leaving', formerName: 'qwen3:8b' })).toBe('restore')
  expect(restoringOf({ kind: 'kept', formerName: 'qwen3:8b' })).toBe('rollback')
  expect(restoringOf({ kind: 'kept', formerName: null })).toBe('name')
})

it('finds the kept versions of one name', () => {
  const entries = [
    entry('corral-bin/k3.qwen3:8b', 'c', { kind: 'kept' }),
    entry('corral-bin/d2.qwen3:8b', 'b'),
    entry('corral-bin/k1.phi4:14b', 'a', { kind: 'kept', formerName: 'phi4:14b' }),
  ]
  expect(versionsOf('qwen3:8b', entries).map(({ name }) => name)).toEqual(['corral-bin/k3.qwen3:8b'])
})
