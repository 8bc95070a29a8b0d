import {
  canonicalName,
  displayName,
  isFault,
  parseName,
  reservedTag,
  type NamePart,
  type NameParts,
} from '#shared/ollama/name.ts'
import type { Tag } from '#shared/ollama/tags.ts'
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

/**
 * The listed model that the server takes `name` for: since 0.4.3 it compares every part case-insensitively,
 * before, names that differ in case were two models, of which it is the one so spelled.
 */
export function findListed(tags: readonly Tag[], name: NameParts): Tag | undefined {
  const exact = displayName(name)
  return tags.find((tag) => tag.name === exact) ?? tags.find(({ name: other }) => isSameName(other, name))
}

/** Whether a list has that name, also one that Ollama's own grammar does not allow (`ollama://library/…`). */
export function isListed(tags: readonly Tag[], name: string): boolean {
  const parts = parseName(name)
  return tags.some((tag) => tag.name === name) || (!isFault(parts) && findListed(tags, parts) !== undefined)
}

/**
 * Two models of an old server whose names differ in case alone: a newer one takes either name for one of
 * them by chance (`getExistingName` of Ollama v0.33 goes through them in random order), so that a delete may
 * take the other. Throws `name_twins`.
 */
export function refuseTwins(tags: readonly Tag[], name: string): void {
  const parts = parseName(name)
  if (isFault(parts)) return
  const [first, second] = tags.filter((tag) => isSameName(tag.name, parts))
  if (first && second) throw fail('name_twins', { name: first.name, other: second.name })
}

function isSameName(text: string, name: NameParts): boolean {
  const parts = parseName(text)
  return !isFault(parts) && canonicalName(parts) === canonicalName(name)
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

/**
 * The name in the spelling that the server asks a registry for: since 0.4.3 it gives each part the spelling of any
 * installed model whose part is equal but for its letter case. `by` is that model; `null` if the name stays as it is.
 */
export function spelledAsInstalled(tags: readonly Tag[], name: NameParts): { name: NameParts; by: string | null } {
  const found = { name: { ...name }, by: null as string | null }
  for (const part of PARTS) {
    const others: [string, string][] = tags.flatMap((tag) => {
      const parts = parseName(tag.name)
      return isFault(parts) || parts[part].toLowerCase() !== name[part].toLowerCase() ? [] : [[parts[part], tag.name]]
    })
    const [other] = others
    if (!other || others.some(([spelling]) => spelling === name[part])) continue
    found.name[part] = other[0]
    found.by ??= other[1]
  }
  return found
}
