import { expect, test } from 'vitest'
import type { ModelUpdate } from '#shared/contract/updates.ts'
import { sorted } from '../library/arrange.ts'
import { testModel } from '../library/test-model.ts'
import { isOffered, updateState, type UpdateState } from './state.ts'

const stateOf = (update: Partial<ModelUpdate>) =>
  updateState({ verdict: 'current', offered: false, skipped: false, never: false, ...update } as ModelUpdate)

test.each<[Partial<ModelUpdate>, UpdateState, boolean]>([
  [{ verdict: 'update', offered: true }, 'update', true],
  [{ verdict: 'probably_update', offered: true }, 'probably_update', true],
  [{ verdict: 'update', skipped: true }, 'skipped', false],
  [{ verdict: 'update', never: true }, 'never', false],
  [{ verdict: 'current', never: true }, 'never', false],
  [{ verdict: 'probably_current' }, 'probably_current', false],
  [{ verdict: 'retired' }, 'retired', false],
])('%o is shown as %s', (update, state, offered) => {
  expect(stateOf(update)).toBe(state)
  expect(isOffered(stateOf(update))).toBe(offered)
})

test('the column begins with what is offered, and ends with what was not checked', () => {
  const states: Record<string, UpdateState> = { b: 'current', c: 'probably_update', d: 'not_asked', e: 'update' }
  const models = ['a', 'b', 'c', 'd', 'e'].map((name) => testModel(name))
  const names = (desc: boolean) =>
    sorted(models, 'update', desc, undefined, ({ name }) => states[name] ?? null).map(({ name }) => name)
  expect(names(false)).toEqual(['e', 'c', 'd', 'b', 'a'])
  expect(names(true)).toEqual(['b', 'd', 'c', 'e', 'a'])
})
