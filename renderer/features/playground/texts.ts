import { MAX_TEXT_CHARACTERS, MAX_TEXTS } from '#shared/contract/embeddings.ts'

/** One text a line; white space around it and empty lines do not count. */
export function splitTexts(text: string): string[] {
  return text
    .split(/\r\n|\r|\n/)
    .map((line) => line.trim())
    .filter((line) => line !== '')
}

/** Why texts cannot be embedded in one run, with the bound that was passed; `null` where they can. */
export function textsFault(texts: readonly string[]): { fault: 'many' | 'long'; most: number } | null {
  if (texts.length > MAX_TEXTS) return { fault: 'many', most: MAX_TEXTS }
  const characters = texts.reduce((sum, text) => sum + text.length, 0)
  return characters > MAX_TEXT_CHARACTERS ? { fault: 'long', most: MAX_TEXT_CHARACTERS } : null
}
