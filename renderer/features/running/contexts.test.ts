import { expect, it } from 'vitest'
import { contextNote } from './contexts.ts'

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
] as const)('%j: %s', (contexts, note) => expect(contextNote(contexts)).toBe(note))
