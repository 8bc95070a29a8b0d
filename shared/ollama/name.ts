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

/** Why a text is not a model name: the invalid part, or what is wrong with the whole. */
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
 * Parses a name as the server does and fills in the defaults. White space around it is removed here, since copy,
 * create and push do not remove it. A leading `scheme://` is removed, as in pull and push.
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
  // `localhost:5000/m` has two segments, so the first one is read as a namespace, which may have no colon or dot: the
  // fault tells what is missing instead.
  if (!grammar.namespace.test(parts.namespace) && /[.:]/.test(parts.namespace) && host === undefined)
    return { fault: 'namespace_needed', host: parts.namespace }
  for (const part of ['host', 'namespace', 'model', 'tag'] as const)
    if (!grammar[part].test(parts[part])) return { fault: 'part', part, text: parts[part] }
  return parts
}

export function isFault(name: NameParts | NameFault): name is NameFault {
  return 'fault' in name
}

/** All four parts, as in the server's paths on disk. */
export function fullName({ host, namespace, model, tag }: NameParts): string {
  return `${host}/${namespace}/${model}:${tag}`
}

/** The shortest form, always with a tag, as in `/api/tags`. Defaults are recognized in any letter case. */
export function displayName({ host, namespace, model, tag }: NameParts): string {
  if (host.toLowerCase() !== DEFAULT_HOST) return `${host}/${namespace}/${model}:${tag}`
  if (namespace.toLowerCase() !== DEFAULT_NAMESPACE) return `${namespace}/${model}:${tag}`
  return `${model}:${tag}`
}

/** The same text for all spellings of one model: the server compares each part case-insensitively. */
export function canonicalName(name: NameParts): string {
  return fullName(name).toLowerCase()
}

/** Whether a listed name, which is always in the shortest form, is the same model. */
export function isListedAs(listed: string, name: NameParts): boolean {
  return listed.toLowerCase() === displayName(name).toLowerCase()
}

/** The parts of a listed name, even if it does not follow this version's grammar. */
export function listedParts(name: string): NameParts {
  const parts = parseName(name)
  return isFault(parts) ? { host: '', namespace: '', model: name, tag: '' } : parts
}

/**
 * Tags that the server takes as markers of a source (since 0.17.6): `local`, `cloud` and any that ends in `-cloud`.
 * Copying to `x:local` works, but deleting it deletes `x:latest`.
 */
export function reservedTag({ tag }: NameParts): 'local' | 'cloud' | null {
  const lower = tag.toLowerCase()
  if (lower === 'local') return 'local'
  return lower === 'cloud' || lower.endsWith('-cloud') ? 'cloud' : null
}
