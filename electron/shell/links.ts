import { displayName } from '#shared/ollama/name.ts'
import { isName, nameIn } from '#shared/ollama/name-input.ts'

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
    if (name.includes('://')) return null
    const read = nameIn(name)
    // A link says a name and nothing else: not a command, an address or a text from which a name has to be taken.
    if (read.name !== name || !isName(read.parts)) return null
    return { type: act.toLowerCase() === 'pull' ? 'pull' : 'show', name: displayName(read.parts) }
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
