import { isFault, parseName } from '#shared/ollama/name.ts'
import type { Tag } from '#shared/ollama/tags.ts'
import type { Operation } from './operation.ts'

/** Manifest digests of the names that an act changes or relies on, before it and after it. */
export type Change = Pick<Operation, 'before' | 'after'>

export type ChangeStep =
  | { act: 'copy'; from: string; to: string }
  | { act: 'remove'; name: string }
  /**
   * `done`: the names are as after the act. `changed`: another client has changed a name meanwhile, so that nothing
   * more may be done; every name is left as it is.
   */
  | { act: 'end'; state: 'done' | 'changed' }

type Row = Pick<Tag, 'name' | 'digest'>

/** The same change the other way round: what undoes it. */
export function reversed({ before, after }: Change): Change {
  return { before: after, after: before }
}

/**
 * What to do next for a change of names, from nothing but the list as the server has it now: at the start, after each
 * step and after a crash alike. All copies come before any removal, and a name is removed or overwritten only while
 * another name of the change has its manifest, unless the change keeps that manifest nowhere (deleted for good).
 *
 * Names are compared without letter case, as servers do. A digest is empty where the server reports none. Of two names
 * that differ in case alone, as servers before 0.4.3 had them, a later server takes either: such a name is not touched.
 */
export function nextChange({ before, after }: Change, tags: readonly Row[]): ChangeStep {
  const now = new Map(Object.keys(after).map((name) => [name, digestOf(tags, name)]))
  const wanted = Object.entries(after)
  if (wanted.every(([name, digest]) => now.get(name) === digest)) return { act: 'end', state: 'done' }
  const isKnown = (name: string) => now.get(name) === (before[name] ?? null) || now.get(name) === after[name]
  const open = wanted.filter(([name, digest]) => now.get(name) !== digest)
  if (!wanted.every(([name]) => isKnown(name)) || open.some(([name]) => hasTwin(tags, name)))
    return { act: 'end', state: 'changed' }

  const isWanted = (digest: string) => wanted.some(([, other]) => other === digest)
  /** Whether the manifest that `name` has may be taken from it. */
  const isFree = (name: string) => {
    const digest = now.get(name)
    if (typeof digest !== 'string' || !isWanted(digest)) return true
    return wanted.some(([other, kept]) => !isSame(other, name) && kept === digest && now.get(other) === digest)
  }
  const copies = open.filter(([name, digest]) => digest !== null && isFree(name))
  for (const [name, digest] of copies.sort((a, b) => Number(now.get(a[0]) !== null) - Number(now.get(b[0]) !== null))) {
    const sources = tags.filter((tag) => tag.digest === digest && !isSame(tag.name, name) && isSource(tags, tag.name))
    // A name of the change itself, as it is told beforehand, if it still has the manifest.
    const source = sources.find((tag) => now.has(tag.name)) ?? sources[0]
    if (source) return { act: 'copy', from: source.name, to: name }
  }
  if (open.every(([, digest]) => digest === null))
    for (const [name] of open) {
      const listed = tagOf(tags, name)
      if (listed && isFree(name)) return { act: 'remove', name: listed.name }
    }
  return { act: 'end', state: 'changed' }
}

/** Whether the server has the names as they were before the change. */
export function isBefore({ before, after }: Change, tags: readonly Row[]): boolean {
  return Object.keys(after).every((name) => digestOf(tags, name) === (before[name] ?? null))
}

/** `null`: no such name; empty: the server does not report its digest. */
export function digestOf(tags: readonly Row[], name: string): string | null {
  const tag = tagOf(tags, name)
  return tag ? (tag.digest ?? '') : null
}

function tagOf<T extends Row>(tags: readonly T[], name: string): T | undefined {
  return tags.find((tag) => tag.name === name) ?? tags.find((tag) => isSame(tag.name, name))
}

const hasTwin = (tags: readonly Row[], name: string) => tags.filter((tag) => isSame(tag.name, name)).length > 1

/** Whether a copy of a listed name can be nothing but a copy of it. */
const isSource = (tags: readonly Row[], name: string) => !isFault(parseName(name)) && !hasTwin(tags, name)

/** Whether two names are the same to a server. */
export const isSame = (a: string, b: string) => a.toLowerCase() === b.toLowerCase()
