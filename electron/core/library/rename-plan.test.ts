import { describe, expect, it } from 'vitest'
import { nextStep, type RenamePlan } from './rename-plan.ts'

const third = 'corral-rename/x:1'
const direct: RenamePlan = { from: 'a:1', to: 'b:1', third: null, digest: 'd' }
const cased: RenamePlan = { from: 'a:1', to: 'A:1', third, digest: 'd' }
const list = (names: Record<string, string>) => Object.entries(names).map(([name, digest]) => ({ name, digest }))

describe('the next step of a rename', () => {
  it.each([
    ['not begun', direct, { 'a:1': 'd' }, { act: 'copy', from: 'a:1', to: 'b:1' }],
    ['copied', direct, { 'a:1': 'd', 'b:1': 'd' }, { act: 'remove', name: 'a:1' }],
    ['done', direct, { 'b:1': 'd' }, { act: 'end', state: 'done', name: 'b:1' }],
    ['done as the server spells it', direct, { 'B:1': 'd' }, { act: 'end', state: 'done', name: 'B:1' }],
    [
      'a newer model under the old name',
      direct,
      { 'a:1': 'n', 'b:1': 'd' },
      { act: 'end', state: 'changed', name: 'b:1' },
    ],
    ['a newer model under the old name alone', direct, { 'a:1': 'n' }, { act: 'end', state: 'changed', name: 'a:1' }],
    [
      'another model under the new name',
      direct,
      { 'a:1': 'd', 'b:1': 'o' },
      { act: 'end', state: 'undone', name: 'a:1' },
    ],
    ['all gone', direct, { 'c:1': 'd' }, { act: 'end', state: 'changed', name: 'a:1' }],
    ['unknown digests', direct, { 'a:1': '', 'b:1': '' }, { act: 'end', state: 'changed', name: 'a:1' }],
    ['case, not begun', cased, { 'a:1': 'd' }, { act: 'copy', from: 'a:1', to: third }],
    ['case, copied away', cased, { 'a:1': 'd', [third]: 'd' }, { act: 'remove', name: 'a:1' }],
    ['case, on its way', cased, { [third]: 'd' }, { act: 'copy', from: third, to: 'A:1' }],
    ['case, copied back', cased, { [third]: 'd', 'A:1': 'd' }, { act: 'remove', name: third }],
    ['case, done', cased, { 'A:1': 'd' }, { act: 'end', state: 'done', name: 'A:1' }],
    ['case, another under the third name', cased, { [third]: 'o' }, { act: 'end', state: 'changed', name: 'a:1' }],
    ['case, another under the new name', cased, { [third]: 'd', 'A:1': 'o' }, { act: 'copy', from: third, to: 'a:1' }],
    ['case, spelling taken on its way', cased, { [third]: 'd', 'a:2': 'o' }, { act: 'copy', from: third, to: 'a:1' }],
    ['case, spelling taken before', cased, { 'a:1': 'd', [third]: 'd', 'a:2': 'o' }, { act: 'remove', name: third }],
    ['case, back again', cased, { 'a:1': 'd', 'a:2': 'o' }, { act: 'end', state: 'undone', name: 'a:1' }],
  ] as const)('%s', (_what, plan, names, step) => {
    expect(nextStep(plan, list(names))).toEqual(step)
  })

  it('never removes the last name of the manifest, whatever the list is, and comes to an end', () => {
    const digests = [undefined, 'd', 'o']
    const names = ['a:1', 'A:1', third, 'a:2']
    for (let n = 0; n < digests.length ** names.length; n++) {
      let tags = names.flatMap((name, at) => {
        const digest = digests[Math.floor(n / digests.length ** at) % digests.length]
        return digest === undefined ? [] : [{ name, digest }]
      })
      const holds = () => tags.some(({ digest }) => digest === 'd')
      const before = holds()
      const others = tags.filter(({ digest }) => digest === 'o')
      let steps = 0
      for (let step = nextStep(cased, tags); step.act !== 'end'; step = nextStep(cased, tags)) {
        const now = step
        expect(++steps).toBeLessThan(7)
        tags =
          now.act === 'remove'
            ? tags.filter(({ name }) => name !== now.name)
            : [...tags.filter(({ name }) => name !== now.to), { name: now.to, digest: 'd' }]
      }
      expect(holds()).toBe(before)
      expect(tags).toEqual(expect.arrayContaining(others))
    }
  })
})
