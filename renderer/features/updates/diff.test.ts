import { expect, test } from 'vitest'
import { diffOf } from './diff.ts'

const many = (n: number, of = 'line') => Array.from({ length: n }, (_, at) => `${of} ${at + 1}`)
/** Each block in one line: `=` same, `.` folded, `-` removed and `+` added lines. */
const drawn = (before: string | null, after: string | null) =>
  diffOf(before, after).blocks.map((block) =>
    block.kind === 'differs'
      ? [
          ...block.before.map(({ n, text }) => `-${n} ${text}`),
          ...block.after.map(({ n, text }) => `+${n} ${text}`),
        ].join(' ')
      : `${block.kind === 'same' ? '=' : '.'}${block.lines.length}`,
  )

test('a changed line stands between the lines that stay', () => {
  expect(drawn('a\nb\nc', 'a\nB\nc')).toEqual(['=1', '-2 b +2 B', '=1'])
})

test('a text that is new or gone, and a line end that is written in another way', () => {
  expect(drawn(null, 'a')).toEqual(['+1 a'])
  expect(drawn('a', null)).toEqual(['-1 a'])
  expect(drawn('a\r\nb', 'a\nb')).toEqual(['.2'])
})

test('lines far from a difference are folded', () => {
  const lines = many(20)
  expect(drawn(lines.join('\n'), [...lines.slice(0, 10), 'new', ...lines.slice(10)].join('\n'))).toEqual([
    '.7',
    '=3',
    '+11 new',
    '=3',
    '.7',
  ])
})

test('of texts that differ throughout a part is shown, and how many lines are left', () => {
  const { blocks, left } = diffOf(many(3000, 'old').join('\n'), many(2600, 'new').join('\n'))
  expect(blocks.map((block) => block.kind === 'differs' && [block.before.length, block.after.length])).toEqual([
    [500, 500],
  ])
  expect(left).toBe(2500)
})
