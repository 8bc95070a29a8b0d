import { isFault, parseName, type NameParts } from '#shared/ollama/name.ts'
import type { Generation } from './generations.ts'
import { quoted } from './http/go.ts'
import { Refusal } from './http/refusal.ts'

/** A name as read by copy, create and push: white space is not trimmed. */
export function exactName(text: string): NameParts | null {
  const name = parseName(text)
  return text !== text.trim() || isFault(name) ? null : name
}

/** Where a model runs according to its name. */
export type Source = 'cloud' | 'local' | null

export interface Reference {
  name: NameParts
  source: Source
}

/** The source suffix of a name, and the name without it. */
function cutSource(text: string): { base: string; source: Source } {
  const at = text.lastIndexOf(':')
  const tag = text.slice(at + 1).trim()
  const lower = tag.toLowerCase()
  if (at < 0 || tag.includes('/')) return { base: text, source: null }
  if (lower === 'cloud' || lower === 'local') return { base: text.slice(0, at), source: lower }
  if (lower.endsWith('-cloud')) return { base: text.slice(0, at + 1) + tag.slice(0, -'-cloud'.length), source: 'cloud' }
  return { base: text, source: null }
}

/**
 * Reads a name like show, generate, chat, embed, pull and delete (since 0.17.6): a tag `local` or `cloud` or a suffix
 * `-cloud` selects where the model runs and is not part of its name, so `foo:local` means `foo:latest`. Older servers
 * have no such suffixes. `null` is an invalid name; throws a 400 for an empty name and for two suffixes.
 */
export function reference(text: string, { sourceTags }: Generation): Reference | null {
  const trimmed = text.trim()
  if (trimmed === '') throw new Refusal(400, 'model is required')
  const { base, source } = sourceTags ? cutSource(trimmed) : { base: trimmed, source: null }
  if (source && cutSource(base).source)
    throw new Refusal(400, `use either :local or :cloud, not both: ${quoted(trimmed)}`)
  const name = parseName(base)
  return isFault(name) ? null : { name, source }
}

/** Like `reference`, with the cloud suffix kept in the tag, as the stub of `x:cloud` is stored under that name. */
export function storedReference(text: string, generation: Generation): Reference | null {
  const found = reference(text, generation)
  if (found?.source !== 'cloud') return found
  const { base } = cutSource(text.trim())
  const tagged = base.lastIndexOf(':') > base.lastIndexOf('/')
  const name = parseName(tagged ? `${base}-cloud` : `${base}:cloud`)
  return isFault(name) ? null : { name, source: 'cloud' }
}
