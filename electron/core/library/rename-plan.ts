import { canonicalName, isFault, parseName } from '#shared/ollama/name.ts'
import type { Tag } from '#shared/ollama/tags.ts'
import type { Operation } from '../operations/operation.ts'
import { differInCase } from './names.ts'

/** A rename between two names as the server lists them. */
export interface RenamePlan {
  from: string
  to: string
  /** The name a change of letter case goes through; `null` where it goes directly. */
  third: string | null
  /** Of the manifest that is renamed. */
  digest: string
}

export type RenameStep =
  | { act: 'copy'; from: string; to: string }
  | { act: 'remove'; name: string }
  /**
   * `done`: only the new name is left. `undone`: only the old one. `changed`: another client has changed a name
   * meanwhile, so nothing more may be done; every name is left as it is.
   */
  | { act: 'end'; state: 'done' | 'undone' | 'changed'; name: string }

type Digests = Pick<Operation, 'names' | 'before' | 'after'>

/** A rename as its operation is written down. Its third name is to be there no more than it was. */
export function renameDigests({ from, to, third, digest }: RenamePlan): Digests {
  return {
    names: [from, to],
    before: { [from]: digest },
    after: { [from]: null, ...(third === null ? {} : { [third]: null }), [to]: digest },
  }
}

/** The other way round. */
export function toRenamePlan({ names, before, after }: Digests): RenamePlan {
  const [from = '', to = ''] = names
  const third = Object.keys(after).find((name) => name !== from && after[name] === null) ?? null
  return { from, to, third, digest: before[from] ?? '' }
}

type Row = Pick<Tag, 'name' | 'digest'>

/**
 * What to do next for a rename, from nothing but the list as the server has it now: at the start, after each
 * step and after a crash alike. It goes on as long as the new name can be had, and back where not. A name is
 * removed only while another in the same list has the same manifest.
 */
export function nextStep({ from, to, third, digest }: RenamePlan, tags: readonly Row[]): RenameStep {
  const named = (name: string | null) => tags.find((tag) => tag.name === name)
  const isOurs = (tag: Row | undefined): tag is Row => tag !== undefined && tag.digest === digest
  const others = tags.filter(({ name }) => name !== from && name !== third)
  const [source, via] = [named(from), named(third)]
  const target = others.find(({ name }) => name === to) ?? others.find(({ name }) => isSame(name, to))

  if (via && !isOurs(via)) return { act: 'end', state: 'changed', name: from }
  if (isOurs(target)) {
    if (via) return { act: 'remove', name: via.name }
    if (!source) return { act: 'end', state: 'done', name: target.name }
    return isOurs(source) ? { act: 'remove', name: from } : { act: 'end', state: 'changed', name: target.name }
  }
  const isTaken = target !== undefined || (third !== null && others.some(({ name }) => keepsSpelling(name, to)))
  if (isOurs(source)) {
    if (via) return { act: 'remove', name: isTaken ? via.name : from }
    return isTaken ? { act: 'end', state: 'undone', name: from } : { act: 'copy', from, to: third ?? to }
  }
  if (source || !via) return { act: 'end', state: 'changed', name: via?.name ?? from }
  return { act: 'copy', from: via.name, to: isTaken ? from : to }
}

function isSame(a: string, b: string): boolean {
  const [x, y] = [parseName(a), parseName(b)]
  return !isFault(x) && !isFault(y) && canonicalName(x) === canonicalName(y)
}

/** Whether the server would give a part of `to` the spelling that it has in `other`. */
function keepsSpelling(other: string, to: string): boolean {
  const [x, y] = [parseName(other), parseName(to)]
  return !isFault(x) && !isFault(y) && differInCase(x, y)
}
