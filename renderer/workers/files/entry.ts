/** A text to embed, and the group it belongs to, if any. */
export interface Entry {
  text: string
  group: string | null
}

const GROUP_LENGTH = 60

/** Normalizes the name of a group: one line of at most 60 characters; `null` if it is empty. */
export function groupName(text: string): string | null {
  return text.replace(/\s+/g, ' ').trim().slice(0, GROUP_LENGTH).trim() || null
}

/** One text per line; trims them and skips empty lines. */
export function splitLines(text: string): string[] {
  return text
    .split(/\r\n|\r|\n/)
    .map((line) => line.trim())
    .filter((line) => line !== '')
}
