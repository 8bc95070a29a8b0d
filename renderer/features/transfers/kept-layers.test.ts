import { expect, it } from 'vitest'
import type { Problem } from '#shared/contract/problem.ts'
import { keepsLayers } from './kept-layers.ts'

const broken: Problem = { code: 'reset', params: {}, retryable: true }
const layer = { digest: 'sha256:1', total: 2, completed: 1, cached: 0, isReached: true }

it.each([
  ['push', 'paused', null, [layer], true],
  ['push', 'pausing', null, [layer], true],
  ['push', 'waiting', broken, [layer], true],
  ['push', 'preparing', broken, [layer], true],
  ['push', 'running', null, [layer], false],
  ['push', 'paused', null, [], false],
  ['push', 'failed', broken, [layer], false],
  ['push', 'done', null, [layer], false],
  ['pull', 'paused', null, [layer], false],
] as const)(
  'a %s that is %s, broken by %j with the layers %j, keeps layers: %s',
  (kind, state, problem, layers, keeps) => {
    expect(keepsLayers({ kind, state, problem, layers: [...layers] })).toBe(keeps)
  },
)
