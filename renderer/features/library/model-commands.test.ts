import { expect, test } from 'vitest'
import type { ModelUpdate } from '#shared/contract/updates.ts'
import type { ModelActs } from './acts.ts'
import { isCommandOffered, memoryStep, modelCommand, modelCommandKeys, type MemoryStep } from './model-commands.ts'
import { testModel } from './test-model.ts'

const offered = (
  model: ReturnType<typeof testModel>,
  memory: MemoryStep,
  canTransfer = true,
  hasPages = true,
  update?: Partial<ModelUpdate>,
) =>
  modelCommandKeys.filter((key) =>
    isCommandOffered(key, model, memory, { canTransfer, hasPages, updateOf: () => update as ModelUpdate | undefined }),
  )

const always = [
  'open',
  'try',
  'compare',
  'checkUpdate',
  'pullAgain',
  'copy',
  'rename',
  'push',
  'copyName',
  'copyDigest',
  'copyCommand',
  'page',
  'remove',
]

test.each([
  ['off', ['load', 'loadWith']],
  ['loaded', ['unload', 'loadWith']],
  ['loading', ['stop']],
] as const)('of a model that is %s in memory, %j are offered', (memory, acts) => {
  expect(offered(testModel('a:1'), memory).sort()).toEqual([...always, ...acts].sort())
})

test('a read-only model can only be looked at', () => {
  expect(offered(testModel('a:local', { readOnly: true }), 'off')).toEqual(['open', 'copyName', 'copyDigest', 'page'])
})

test('a cloud stub cannot be loaded or pushed, an embedding model can be played with', () => {
  const cloud = testModel('a:cloud', { cloud: { model: 'a', host: 'ollama.com', gone: false } })
  expect(offered(cloud, 'off')).not.toContain('load')
  expect(offered(cloud, 'off')).not.toContain('loadWith')
  expect(offered(cloud, 'off')).not.toContain('push')
  expect(offered(testModel('b:1', { capabilities: ['embedding'] }), 'off')).toContain('play')
})

test('where models are neither pulled nor pushed, that is not offered', () => {
  const without = always.filter((key) => !['pullAgain', 'push', 'checkUpdate'].includes(key))
  expect(offered(testModel('a:1'), 'off', false).sort()).toEqual([...without, 'load', 'loadWith'].sort())
})

test('a digest that is unknown cannot be copied', () => {
  expect(offered(testModel('a:1', { digest: null }), 'off')).not.toContain('copyDigest')
})

test('while the host does not answer, what needs it is disabled; a pull waits for it', () => {
  const disabled = (isOffline: boolean) =>
    modelCommandKeys.filter(
      (key) => modelCommand(key, testModel('a:1'), { isOffline } as ModelActs, [], String as never).disabled,
    )
  expect(disabled(false)).toEqual([])
  expect(disabled(true)).toEqual([
    'load',
    'loadWith',
    'unload',
    'reviewUpdate',
    'checkUpdate',
    'copy',
    'rename',
    'push',
    'remove',
  ])
})

test('a model in memory under the name of its copy counts as loaded', () => {
  const model = testModel('a:1')
  expect(memoryStep(model, [{ name: 'b:1', digest: model.digest ?? '' }], false)).toBe('loaded')
  expect(memoryStep(model, [], true)).toBe('loading')
})

test('a page is offered only of a name of a registry, and not where names are another server’s', () => {
  expect(offered(testModel('ada/a:1', { hasParent: true }), 'off')).toContain('page')
  expect(offered(testModel('a:1', { hasParent: true }), 'off')).not.toContain('page')
  expect(offered(testModel('a:1'), 'off', true, false)).not.toContain('page')
})

test.each<[string, Partial<ModelUpdate> | undefined, string[]]>([
  ['not checked', undefined, ['checkUpdate']],
  ['current', { verdict: 'current' }, ['checkUpdate', 'neverUpdate']],
  ['with an update', { verdict: 'update', offered: true }, ['reviewUpdate', 'skipUpdate', 'neverUpdate']],
  ['probably with one', { verdict: 'probably_update', offered: true }, ['reviewUpdate', 'skipUpdate', 'neverUpdate']],
  ['skipped', { verdict: 'update', skipped: true }, ['reviewUpdate', 'unskipUpdate', 'neverUpdate']],
  ['never', { verdict: 'update', never: true }, ['reviewUpdate', 'allowUpdates']],
  ['that nobody can be asked about', { verdict: 'not_asked' }, ['checkUpdate']],
])('of a model that is %s, these acts on updates are offered', (_, update, acts) => {
  const before = { offered: false, skipped: false, never: false, ...update }
  const keys = offered(testModel('a:1'), 'off', true, true, update && before)
  expect(keys.filter((key) => /update/i.test(key))).toEqual(acts)
})
