import { expect, test } from 'vitest'
import { readModels } from './models.ts'

const listed = (name: string, digest: string) => ({ name, digest, size: 1 })

test('copies are the other names of the same manifest, and `:local` is not to be touched', () => {
  const text = JSON.stringify([
    listed('a:1', 'x'),
    listed('b:1', 'y'),
    listed('c:1', 'x'),
    listed('d:1', 'x'),
    listed('e:Local', 'z'),
    listed('local:1', 'w'),
  ])
  expect(readModels(text).map(({ name, copies, readOnly }) => [name, copies, readOnly])).toEqual([
    ['a:1', ['c:1', 'd:1'], false],
    ['b:1', [], false],
    ['c:1', ['a:1', 'd:1'], false],
    ['d:1', ['a:1', 'c:1'], false],
    ['e:Local', [], true],
    ['local:1', [], false],
  ])
})
