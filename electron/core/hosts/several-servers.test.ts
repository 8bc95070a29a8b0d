import { expect, it } from 'vitest'
import { watchForSeveral } from './several-servers.ts'

const told = (lists: string[]) => {
  const look = watchForSeveral()
  return lists.map((list) => look(list.split(' ').filter(Boolean)))
}

it.each([
  [
    ['a b', 'x y', 'a b', 'x y'],
    [false, false, true, true],
  ],
  [
    ['a b', 'a b', 'x y', 'x y', 'a b'],
    [false, false, false, false, true],
  ],
  [
    ['a b', 'x y', 'a b c', 'z'],
    [false, false, true, true],
  ],
])('detects two servers in %j', (lists, wanted) => {
  expect(told(lists)).toEqual(wanted)
})

it.each([
  [['a b', 'b', 'b c', 'c d', 'd a b']],
  [['a b', 'x y', 'x y z']],
  [['a b', '', 'a b', '', 'a b']],
  [['a', 'b', 'c', 'd']],
])('sees one server in %j', (lists) => {
  expect(told(lists)).not.toContain(true)
})
