/**
 * What would not be seen, or would change what is seen: control characters, marks and overrides of
 * writing direction, spaces without width, separators. Not tab and line ends, and not the joiners that
 * emoji and many scripts are written with.
 */
const hidden = /(?!\t|\r?\n|\u200c|\u200d)[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/gu

/** A text with every character that hides shown as `⟨U+202E⟩`, for names and texts that come from others. */
export function visible(text: string): string {
  return text.replace(hidden, (character) => {
    const code = character.codePointAt(0) ?? 0
    return `⟨U+${code.toString(16).toUpperCase().padStart(4, '0')}⟩`
  })
}
