import { expect, test } from 'vitest'
import { madeRoom, type Listed } from './made-room.ts'

const NOW = Date.UTC(2026, 10, 23, 12)
const model = (name: string, expiresAt: Listed['expiresAt'] = NOW + 60_000, digest: string | null = `${name}!`) => ({
  name,
  digest,
  expiresAt,
})
const [x, y, z] = [model('x'), model('y'), model('z')]
const unloaded =
  (...names: string[]) =>
  ({ name }: Listed) =>
    names.includes(name)

test.each<[string, Listed[], Listed[], string[], string[]?]>([
  ['a model with time left that is gone', [y, z], [x, z], ['y']],
  ['one that is gone before the new one is listed', [y, z], [z], ['y']],
  ['one that would have stayed for good', [model('y', 'never')], [x], ['y']],
  ['several', [y, z], [x], ['y', 'z']],
  ['not one whose time was over', [model('y', NOW - 1)], [x], []],
  ['not one whose time was about to end', [model('y', NOW + 1_500)], [x], []],
  ['not one whose time is unknown', [model('y', null)], [x], []],
  ['not one that was unloaded here', [y, z], [x], ['z'], ['y']],
  [
    'not one whose runner is listed under the new name',
    [model('y', NOW + 60_000, 'same')],
    [model('x', NOW, 'same')],
    [],
  ],
  ['not the model itself, while it is loaded anew', [x, y], [y], []],
  ['nothing, while another program loads a model, too', [y], [x, z], []],
  ['nothing, as nothing is gone', [y], [x, y], []],
])('%s', (_what, before, after, gone, here = []) => {
  const between = { before, after, serverNow: NOW, loading: 'x', isUnloadAsked: unloaded(...here) }
  expect(madeRoom(between)).toEqual(gone)
})
