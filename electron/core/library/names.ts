import {
  canonicalName,
  displayName,
  isFault,
  parseName,
  reservedTag,
  type NamePart,
  type NameParts,
} from '#shared/ollama/name.ts'
import type { Tag } from '#shared/ollama/schemas.ts'
import { fail } from '../problem.ts'

const PARTS: NamePart[] = ['host', 'namespace', 'model', 'tag']

/** Throws `name_invalid`. */
export function readName(text: string): NameParts {
  const parts = parseName(text)
  if (isFault(parts))
    throw fail('name_invalid', { name: text, fault: parts.fault === 'part' ? parts.part : parts.fault })
  return parts
}

/** A name that something new may have. Throws `name_invalid` or `name_reserved`. */
export function readNewName(text: string): NameParts {
  const parts = readName(text)
  if (reservedTag(parts)) throw fail('name_reserved', { name: displayName(parts), tag: parts.tag })
  return parts
}

/**
 * A name to act on. The server applies show, delete and load of `x:local` to `x:latest`, so that an act
 * on the one would hit the other: throws `local_tag_listed`.
 */
export function refuseLocal(name: string): void {
  if (isLocal(name)) throw fail('local_tag_listed', { name })
}

export function isLocal(name: string): boolean {
  const parts = parseName(name)
  return !isFault(parts) && reservedTag(parts) === 'local'
}

/** The listed model that the server takes `name` for: it compares every part case-insensitively. */
export function findListed(tags: readonly Tag[], name: NameParts): Tag | undefined {
  const wanted = canonicalName(name)
  return tags.find((tag) => {
    const parts = parseName(tag.name)
    return !isFault(parts) && canonicalName(parts) === wanted
  })
}

/** Whether two names share a part but for its letter case. */
export function differInCase(a: NameParts, b: NameParts): boolean {
  return PARTS.some((part) => a[part] !== b[part] && a[part].toLowerCase() === b[part].toLowerCase())
}

/**
 * Another listed model whose spelling of a part would win over the one in `to`: the server gives each
 * part of a new name the spelling of any part equal but for case that it finds among the others.
 */
export function keepsOldSpelling(tags: readonly Tag[], from: Tag, to: NameParts): string | undefined {
  return tags.find((tag) => {
    if (tag.name === from.name) return false
    const parts = parseName(tag.name)
    return !isFault(parts) && differInCase(parts, to)
  })?.name
}
