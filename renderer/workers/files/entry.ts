/** A text to embed, and the group it belongs to, if any. */
export interface Entry {
  text: string
  group: string | null
}

const GROUP_LENGTH = 60

/** A group's name as it is shown: on one line and not too long; `null` where nothing is left of it. */
export function groupName(text: string): string | null {
  return text.replace(/\s+/g, ' ').trim().slice(0, GROUP_LENGTH).trim() || null
}

/** One text a line; white space around it and empty lines do not count. */
export function splitLines(text: string): string[] {
  return text
    .split(/\r\n|\r|\n/)
    .map((line) => line.trim())
    .filter((line) => line !== '')
}
