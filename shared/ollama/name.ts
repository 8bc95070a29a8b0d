/**
 * Ollama's model names: `[host/][namespace/]model[:tag]`, ASCII, at most three segments; the grammar
 * of `types/model/name.go` in Ollama's source (v0.33.0-rc2).
 */

export interface NameParts {
  host: string
  namespace: string
  model: string
  tag: string
}

export type NamePart = keyof NameParts

/** Why a text is no model name: the part at fault, or what is wrong with the whole. */
export type NameFault =
  | { fault: 'empty' }
  | { fault: 'segments' }
  | { fault: 'digest' }
  | { fault: 'namespace_needed'; host: string }
  | { fault: 'part'; part: NamePart; text: string }

export const DEFAULT_HOST = 'registry.ollama.ai'
export const DEFAULT_NAMESPACE = 'library'
export const DEFAULT_TAG = 'latest'

const grammar: Record<NamePart, RegExp> = {
  host: /^[A-Za-z0-9_][A-Za-z0-9_.:-]{0,349}$/,
  namespace: /^[A-Za-z0-9_][A-Za-z0-9_-]{0,79}$/,
  model: /^[A-Za-z0-9_][A-Za-z0-9_.-]{0,79}$/,
  tag: /^[A-Za-z0-9_][A-Za-z0-9_.-]{0,79}$/,
}

/**
 * Reads a name the way the server does and fills in the defaults. White space around it is dropped
 * here, since copy, create and push do not drop it themselves. A leading `scheme://` is dropped too,
 * as pull and push do.
 */
export function parseName(text: string): NameParts | NameFault {
  let rest = text.trim()
  const scheme = rest.indexOf('://')
  if (scheme >= 0) rest = rest.slice(scheme + 3)
  if (rest === '') return { fault: 'empty' }
  if (rest.includes('@')) return { fault: 'digest' }
  const segments = rest.split('/')
  if (segments.length > 3) return { fault: 'segments' }
  const last = segments.pop() ?? ''
  const colon = last.indexOf(':')
  const namespace = segments.pop()
  const host = segments.pop()
  const parts: NameParts = {
    tag: colon < 0 ? DEFAULT_TAG : last.slice(colon + 1),
    model: colon < 0 ? last : last.slice(0, colon),
    namespace: namespace ?? DEFAULT_NAMESPACE,
    host: host ?? DEFAULT_HOST,
  }
  // `localhost:5000/m` has two segments, so its first is read as a namespace, where a colon or dot
  // cannot stand; say what is missing rather than what is forbidden.
  if (!grammar.namespace.test(parts.namespace) && /[.:]/.test(parts.namespace) && host === undefined)
    return { fault: 'namespace_needed', host: parts.namespace }
  for (const part of ['host', 'namespace', 'model', 'tag'] as const)
    if (!grammar[part].test(parts[part])) return { fault: 'part', part, text: parts[part] }
  return parts
}

export function isFault(name: NameParts | NameFault): name is NameFault {
  return 'fault' in name
}

/** All four parts, as the server keeps them on disk. */
export function fullName({ host, namespace, model, tag }: NameParts): string {
  return `${host}/${namespace}/${model}:${tag}`
}

/** The shortest form, tag always shown: what `/api/tags` answers. The defaults go in any letter case. */
export function displayName({ host, namespace, model, tag }: NameParts): string {
  if (host.toLowerCase() !== DEFAULT_HOST) return `${host}/${namespace}/${model}:${tag}`
  if (namespace.toLowerCase() !== DEFAULT_NAMESPACE) return `${namespace}/${model}:${tag}`
  return `${model}:${tag}`
}

/** One text for all spellings that the server takes for the same model: it compares each part case-insensitively. */
export function canonicalName(name: NameParts): string {
  return fullName(name).toLowerCase()
}

/** Whether a server that lists this name, in its shortest form as always, takes the other for it. */
export function isListedAs(listed: string, name: NameParts): boolean {
  return listed.toLowerCase() === displayName(name).toLowerCase()
}

/** The parts of a name that a server lists, even where the grammar of this version does not know it. */
export function listedParts(name: string): NameParts {
  const parts = parseName(name)
  return isFault(parts) ? { host: '', namespace: '', model: name, tag: '' } : parts
}

/**
 * Tags the server reads as marks of a source (since 0.17.6) and not as tags: `local`, `cloud` and
 * whatever ends in `-cloud`. Copying to `x:local` works, but deleting it deletes `x:latest`.
 */
export function reservedTag({ tag }: NameParts): 'local' | 'cloud' | null {
  const lower = tag.toLowerCase()
  if (lower === 'local') return 'local'
  return lower === 'cloud' || lower.endsWith('-cloud') ? 'cloud' : null
}
