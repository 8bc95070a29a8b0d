/** An invisible character in a pasted text, and its name. */
export interface Invisible {
  /** `U+200B` */
  code: string
  kind: 'zeroWidth' | 'byteOrderMark' | 'noBreakSpace' | 'softHyphen' | 'direction'
}

/** Format characters, fillers, variation selectors and no-break spaces. */
const invisible = /[\p{Cf}\p{Variation_Selector}\u00a0\u115f\u1160\u2007\u202f\u2800\u3164\uffa0]/gu

const kinds: [RegExp, Invisible['kind']][] = [
  [/[\u00a0\u2007\u202f]/, 'noBreakSpace'],
  [/\ufeff/, 'byteOrderMark'],
  [/\u00ad/, 'softHyphen'],
  [/[\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]/, 'direction'],
]

/** Each invisible character of a text once, in order of appearance. */
export function invisibleIn(text: string): Invisible[] {
  return [...new Set(text.match(invisible) ?? [])].map((character) => ({
    code: `U+${(character.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, '0')}`,
    kind: kinds.find(([pattern]) => pattern.test(character))?.[1] ?? 'zeroWidth',
  }))
}

/**
 * A pasted text in plain characters: invisible ones removed, full-width forms (`：`, `／`, `。`, the ideographic space)
 * replaced by ASCII. Letter case and all other characters are kept.
 *
 * @param noBreak replaces a no-break space
 */
export function plainText(text: string, noBreak: '' | ' '): string {
  return text
    .replace(/[\u00a0\u2007\u202f]/g, noBreak)
    .replace(invisible, '')
    .replace(/[\uff01-\uff5e]/g, (wide) => String.fromCharCode(wide.charCodeAt(0) - 0xfee0))
    .replace(/[\u3002\uff61]/g, '.')
    .replace(/\u3000/g, ' ')
}
