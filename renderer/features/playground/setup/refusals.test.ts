import { expect, test } from 'vitest'
import { learnRefusal, useRefusals } from './refusals.ts'

const refused = (hostId: string) => [...(useRefusals.getState().refused[hostId] ?? [])]

test('a refusal holds for its host until the model embeds; what says nothing of the model is no refusal', () => {
  learnRefusal('a', 'd', 'embedding_unsupported')
  learnRefusal('a', 'e', 'busy')
  learnRefusal('b', 'e', 'embedding_unsupported')
  expect([refused('a'), refused('b')]).toEqual([['d'], ['e']])
  learnRefusal('a', 'd', null)
  expect([refused('a'), refused('b')]).toEqual([[], ['e']])
})
