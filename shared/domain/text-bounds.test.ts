import { expect, test } from 'vitest'
import { MAX_TEXT_CHARACTERS, MAX_TEXTS } from '#shared/contract/embedding-bounds.ts'
import { fittingRuns, fittingTexts } from './text-bounds.ts'

const entry = (text: string, group: string | null = null) => ({ text, group })
const most = 'x'.repeat(MAX_TEXT_CHARACTERS)

test('of the texts those are kept that fit, in order', () => {
  const many = Array.from({ length: MAX_TEXTS + 5 }, (_, at) => entry(String(at)))
  expect(fittingTexts(many)).toEqual(many.slice(0, MAX_TEXTS))
  expect(fittingTexts([entry('a'), entry(most), entry('b')])).toEqual([entry('a'), entry('b')])
  expect(fittingTexts([entry(most), entry('a'), entry('')])).toEqual([entry(most), entry('')])
})

test('of the runs the newest ten are kept, fewer if their texts are long', () => {
  const run = (...texts: string[]) => ({ texts: texts.map((text) => entry(text, 'group')) })
  const many = Array.from({ length: 12 }, () => run('a', 'b'))
  expect(fittingRuns(many)).toHaveLength(10)
  const half = 'x'.repeat(MAX_TEXT_CHARACTERS / 2)
  const runs = [run('a'), run(half), run(half), run('b')]
  expect(fittingRuns(runs)).toEqual([runs[0], runs[1], runs[3]])
})
