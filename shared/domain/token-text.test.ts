import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { toVocabularyText, tokenizerKind, tokenPieces, type TokenizerKind } from './token-text.ts'

const shown = (kind: TokenizerKind, text: string, type: number | null = 1) =>
  tokenPieces(kind, text, type).map((piece) => `${piece.kind} ${piece.text}`)

describe('tokenPieces', () => {
  it.each<[TokenizerKind, string, number | null, string[]]>([
    ['gpt2', 'ĠHello', 1, ['blank ·', 'text Hello']],
    ['gpt2', 'ĊĊĠĠ', 1, ['blank ⏎⏎··']],
    ['gpt2', 'ä½łå¥½', 1, ['text 你好']],
    ['gpt2', 'ä½', 1, ['byte ⟨E4⟩⟨BD⟩']],
    ['gpt2', 'aâĢ', 1, ['text a', 'byte ⟨E2⟩⟨80⟩']],
    ['gpt2', 'Ā', 1, ['byte ⟨00⟩']],
    ['gpt2', '<|im_start|>', 3, ['text <|im_start|>']],
    ['gpt2', 'not 字 bytes', 1, ['text not', 'blank ·', 'text 字', 'blank ·', 'text bytes']],
    ['llama', '▁the', 1, ['blank ·', 'text the']],
    ['llama', '<0x0A>', 6, ['blank ⏎']],
    ['llama', '<0xE4>', 6, ['byte ⟨E4⟩']],
    ['llama', '<0x0A>', 1, ['text <0x0A>']],
    ['llama', '<0x41>', null, ['text A']],
    ['t5', '▁▁', 1, ['blank ··']],
    ['bert', '▁the', 1, ['blank ·', 'text the']],
    ['other', '▁x', 1, ['text ▁x']],
    ['gpt2', '', 1, []],
  ])('%s %j of type %s', (kind, text, type, expected) => {
    expect(shown(kind, text, type)).toEqual(expected)
  })

  it('shows any text that was written as bytes', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme', maxLength: 12 }), (text) => {
        const plain = text.replace(
          /[ \n\t\r\u3000]/g,
          (one) => ({ ' ': '·', '\n': '⏎', '\t': '⇥', '\r': '␍' })[one] ?? '□',
        )
        if (/\p{Cc}/u.test(plain)) return
        const pieces = tokenPieces('gpt2', toVocabularyText('gpt2', text), 1)
        expect(pieces.map((piece) => piece.text).join('')).toBe(plain)
      }),
    )
  })

  it('loses no byte of what is no text', () => {
    const bytesOf = new Map(Array.from({ length: 256 }, (_, byte) => [asWrittenByte(byte), byte]))
    const blanks: Record<string, string> = { '·': ' ', '⏎': '\n', '⇥': '\t', '␍': '\r', '□': '\u3000' }
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 0, max: 255 }), { minLength: 1, maxLength: 8 }), (run) => {
        const pieces = tokenPieces('gpt2', run.map(asWrittenByte).join(''), 1)
        const back = pieces.flatMap(({ kind, text }) => {
          if (kind === 'byte') return Array.from(text.matchAll(/⟨(..)⟩/g), ([, hex]) => parseInt(hex ?? '', 16))
          const plain = kind === 'blank' ? Array.from(text, (one) => blanks[one]).join('') : text
          return Array.from(toVocabularyText('gpt2', plain), (character) => bytesOf.get(character))
        })
        expect(back).toEqual(run)
      }),
      { numRuns: 2000 },
    )
  })
})

/** A byte as a byte-level vocabulary writes it, computed in another way. */
function asWrittenByte(byte: number): string {
  const printable = (one: number) => (one > 32 && one < 127) || (one > 160 && one !== 173)
  if (printable(byte)) return String.fromCodePoint(byte)
  return String.fromCodePoint(
    256 + Array.from({ length: byte }, (_, one) => one).filter((one) => !printable(one)).length,
  )
}

describe('toVocabularyText', () => {
  it('writes a search as the vocabulary does', () => {
    expect(toVocabularyText('gpt2', ' hello')).toBe('Ġhello')
    expect(toVocabularyText('gpt2', '你')).toBe('ä½ł')
    expect(toVocabularyText('llama', ' hello')).toBe('▁hello')
    expect(toVocabularyText('other', ' hello')).toBe(' hello')
  })
})

it('knows the kinds that GGUF names', () => {
  expect(tokenizerKind('gpt2')).toBe('gpt2')
  expect(tokenizerKind('mystery')).toBe('other')
  expect(tokenizerKind(undefined)).toBe('other')
})
