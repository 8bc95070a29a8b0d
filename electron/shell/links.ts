import { displayName, isFault, parseName } from '#shared/ollama/name.ts'

export type Link = { type: 'pull' | 'show'; name: string }

/** A name and its scheme at their longest. */
const MAX = 700

/**
 * Reads a link that anybody may have written: `corral://pull/NAME` or `corral://show/NAME`, the name by
 * Ollama's grammar, with nothing before, after or beside it. `null` for everything else.
 */
export function readLink(text: string): Link | null {
  if (text.length > MAX) return null
  const parts = /^corral:\/\/(pull|show)\/([^?#]+)$/i.exec(text)
  if (!parts) return null
  const [, act = '', encoded = ''] = parts
  try {
    const name = decodeURIComponent(encoded)
    // Where a user's typing is read kindly (spaces, a scheme), a link is not.
    if (!/^[\w.:/-]+$/.test(name) || name.includes('://')) return null
    const read = parseName(name)
    if (isFault(read)) return null
    return { type: act.toLowerCase() === 'pull' ? 'pull' : 'show', name: displayName(read) }
  } catch {
    return null
  }
}

/** The first link of a command line; everything else in it, switches above all, is passed over. */
export function linkIn(args: readonly string[]): Link | null {
  for (const arg of args) {
    const link = readLink(arg)
    if (link) return link
  }
  return null
}
