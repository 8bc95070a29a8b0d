import { describe, expect, it } from 'vitest'
import type { Operation } from './operation.ts'
import { obstacleOf } from './undo.ts'

type Act = Pick<Operation, 'kind' | 'names' | 'before' | 'after'>
const tagsOf = (list: Record<string, string>) => Object.entries(list).map(([name, digest]) => ({ name, digest }))

const copied: Act = { kind: 'copy', names: ['b:1', 'a:1'], before: { 'a:1': null }, after: { 'a:1': 'x' } }
const replaced: Act = {
  kind: 'copy',
  names: ['b:1', 'a:1'],
  before: { 'a:1': 'x', 'bin:1': null },
  after: { 'a:1': 'y', 'bin:1': 'x' },
}
const deleted: Act = {
  kind: 'delete',
  names: ['a:1'],
  before: { 'a:1': 'x', 'bin:1': null },
  after: { 'a:1': null, 'bin:1': 'x' },
}
const gone: Act = { kind: 'delete', names: ['a:1'], before: { 'a:1': 'x' }, after: { 'a:1': null } }
const renamed: Act = {
  kind: 'rename',
  names: ['a:1', 'b:1'],
  before: { 'a:1': 'x' },
  after: { 'a:1': null, 'b:1': 'x' },
}
const recased: Act = {
  kind: 'rename',
  names: ['a:1', 'A:1'],
  before: { 'a:1': 'x' },
  after: { 'a:1': null, 'third:1': null, 'A:1': 'x' },
}

describe('an act can be undone', () => {
  it.each<[string, Act, Record<string, string>, ReturnType<typeof obstacleOf>]>([
    ['a copy', copied, { 'a:1': 'x', 'b:1': 'x' }, null],
    ['a copy whose original is gone', copied, { 'a:1': 'x' }, null],
    ['not a copy that has another version', copied, { 'a:1': 'z', 'b:1': 'x' }, 'undo_changed'],
    ['not a copy that is gone', copied, { 'b:1': 'x' }, 'undo_changed'],
    ['a copy over another model', replaced, { 'a:1': 'y', 'b:1': 'y', 'bin:1': 'x' }, null],
    ['not one whose bin was emptied', replaced, { 'a:1': 'y', 'b:1': 'y' }, 'undo_gone'],
    ['a delete', deleted, { 'bin:1': 'x' }, null],
    ['a delete on a server that spells it another way', deleted, { 'Bin:1': 'x' }, null],
    ['not a delete whose name is taken', deleted, { 'a:1': 'y', 'bin:1': 'x' }, 'undo_changed'],
    ['not a delete whose bin was emptied', deleted, { 'c:1': 'y' }, 'undo_gone'],
    ['not a delete that was restored elsewhere', deleted, { 'c:1': 'x' }, 'undo_changed'],
    ['not a delete for good', gone, { 'c:1': 'y' }, 'undo_gone'],
    ['a delete for good of one of two names', gone, { 'c:1': 'x' }, null],
    ['a rename', renamed, { 'b:1': 'x' }, null],
    ['not a rename whose old name is taken', renamed, { 'a:1': 'y', 'b:1': 'x' }, 'undo_changed'],
    ['not a rename whose new name has another version', renamed, { 'b:1': 'y', 'c:1': 'x' }, 'undo_changed'],
    ['not a rename whose model is gone', renamed, { 'c:1': 'y' }, 'undo_gone'],
    ['a rename of letter case', recased, { 'A:1': 'x' }, null],
    ['not one whose model is gone', recased, {}, 'undo_gone'],
  ])('%s', (_, act, list, obstacle) => {
    expect(obstacleOf(act, tagsOf(list))).toBe(obstacle)
  })
})
