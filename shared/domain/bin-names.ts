import { displayName, isFault, parseName } from '../ollama/name.ts'

/** The namespace of the names under which Corral keeps manifests. They are never shown as models. */
export const BIN_NAMESPACE = 'corral-bin'

/**
 * `deleted`: a model of the bin. `kept`: a version that an update or a rollback replaced. `leaving`: deleted for good
 * as soon as no pull may share its layers.
 */
export type BinKind = 'deleted' | 'kept' | 'leaving'

export interface BinName {
  kind: BinKind
  /** When it was kept, in milliseconds since 1970, to the second. */
  at: number
  /** The name it had, as the server listed it; `null` if it did not fit. */
  name: string | null
}

const letters: Record<BinKind, string> = { deleted: 'd', kept: 'k', leaving: 'x' }
const kinds = new Map(Object.entries(letters).map(([kind, letter]) => [letter, kind as BinKind]))

/** Longest part of a name. */
const MOST = 80

/** What a part may not have, and `_` itself, behind `_`. */
const escapes: Record<string, string> = { _: '__', '/': '_-', ':': '_.' }
const escaped = Object.fromEntries(Object.entries(escapes).map(([char, code]) => [code, char]))

/**
 * The name under which the manifest of `name` is kept: `corral-bin/dt3k9zq.qwen3:8b`. It tells kind, time and name, so
 * that it can be restored without Corral's own files.
 *
 * @param name as the server lists it, always with a tag
 * @param at milliseconds since 1970
 */
export function binName(kind: BinKind, name: string, at: number): string {
  const colon = name.lastIndexOf(':')
  const path = name.slice(0, colon).replace(/[_/:]/g, (char) => escapes[char] ?? char)
  const model = `${letters[kind]}${Math.floor(at / 1000).toString(36)}.${path}`
  // A single `_` at the end stands for what is cut off.
  const cut = model.length <= MOST ? model : `${model.slice(0, MOST - 1).replace(/_+$/, '')}_`
  return `${BIN_NAMESPACE}/${cut}:${name.slice(colon + 1)}`
}

/** Of a name that `binName` made; `null` for all others. */
export function readBinName(text: string): BinName | null {
  const parts = parseName(text)
  if (isFault(parts) || displayName(parts) !== text || !isBinName(text)) return null
  const [, letter = '', stamp = '', path = ''] = /^([a-z])([0-9a-z]{1,9})\.(.*)$/.exec(parts.model) ?? []
  const kind = kinds.get(letter)
  if (!kind) return null
  const isCut = /(^|[^_])(__)*_$/.test(path)
  const name = `${path.replace(/_[_.-]/g, (code) => escaped[code] ?? code)}:${parts.tag}`
  return { kind, at: Number.parseInt(stamp, 36) * 1000, name: isCut ? null : name }
}

/** Whether a listed name is one of Corral's own, whatever wrote it. */
export function isBinName(name: string): boolean {
  return name.toLowerCase().startsWith(`${BIN_NAMESPACE}/`)
}

/** A name of the bin at the start of a text or behind a space, a quotation mark or a comma. */
const inText = new RegExp(String.raw`(?<![^\s“”"'(（,，、])${BIN_NAMESPACE}\/[\w./:-]*[\w-]`, 'gi')

/**
 * A text about models in which names of the bin are replaced by the former names, as `label` writes them. For names
 * that a server reports apart from its list, as of what is in memory.
 */
export function withFormerNames(text: string, label: (name: string, kind: BinKind) => string): string {
  return text.replace(inText, (found) => {
    const read = readBinName(found)
    return read?.name ? label(read.name, read.kind) : found
  })
}
