import { expect, it } from 'vitest'
import { contextNote, numCtx } from './contexts.ts'

it.each([
  [{ loaded: null, set: 4096, trained: 8192 }, null],
  [{ loaded: 4096, set: null, trained: null }, null],
  [{ loaded: 4096, set: null, trained: 8192 }, null],
  [{ loaded: 4096, set: 4096, trained: 8192 }, null],
  [{ loaded: 2048, set: 4096, trained: 8192 }, 'asked'],
  [{ loaded: 2048, set: 4096, trained: null }, 'asked'],
  [{ loaded: 8192, set: 4096, trained: 8192 }, 'asked'],
  [{ loaded: 8192, set: 16_384, trained: 8192 }, 'limited'],
  [{ loaded: 16_384, set: 16_384, trained: 8192 }, 'beyond'],
  [{ loaded: 16_384, set: null, trained: 8192 }, 'beyond'],
  [{ loaded: 2048, preset: 2048, set: 4096, trained: 8192 }, null],
  [{ loaded: 4096, preset: 2048, set: 4096, trained: 8192 }, 'asked'],
  [{ loaded: 8192, preset: 16_384, set: null, trained: 8192 }, 'limited'],
] as const)('%j: %s', (contexts, note) => expect(contextNote({ preset: null, ...contexts })).toBe(note))

it('reads the context of a Modelfile', () => {
  const of = (...values: (number | string)[]) => numCtx({ parameters: [{ key: 'num_ctx', values }] })
  expect([of(4096), of('4096'), of(0), of(2048, 8192), numCtx({ parameters: [] })]).toEqual([
    4096,
    null,
    null,
    8192,
    null,
  ])
})
