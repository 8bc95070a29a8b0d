/**
 * Characters that are not shown or that change how others are shown: control characters, bidirectional controls,
 * zero-width spaces, separators. Tabs and line ends are kept, and so are the joiners that emoji and many scripts need.
 */
const invisible = /(?!\t|\r?\n|\u200c|\u200d)[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/gu

/** A text with each invisible character written as `⟨U+202E⟩`, for names and texts that come from others. */
export function escapeInvisible(text: string): string {
  return text.replace(invisible, (character) => {
    const code = character.codePointAt(0) ?? 0
    return `⟨U+${code.toString(16).toUpperCase().padStart(4, '0')}⟩`
  })
}
