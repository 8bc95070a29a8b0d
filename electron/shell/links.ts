import { displayName } from '#shared/ollama/name.ts'
import { isName, nameIn } from '#shared/ollama/name-input.ts'

export type Link = { type: 'pull' | 'show'; name: string }

/** Longest link: a name and its scheme. */
const MAX = 700

/**
 * Reads an untrusted link: `corral://pull/NAME` or `corral://show/NAME`, with a name by Ollama's grammar and nothing
 * else. `null` for everything else.
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
    // A link holds only a name: not a command, an address or a text that contains a name.
    if (read.name !== name || !isName(read.parts)) return null
    return { type: act.toLowerCase() === 'pull' ? 'pull' : 'show', name: displayName(read.parts) }
  } catch {
    return null
  }
}

/** The first link of a command line; everything else in it is ignored. */
export function linkIn(args: readonly string[]): Link | null {
  for (const arg of args) {
    const link = readLink(arg)
    if (link) return link
  }
  return null
}
