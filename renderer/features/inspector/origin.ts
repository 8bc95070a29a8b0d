import { DEFAULT_HOST, DEFAULT_NAMESPACE, listedParts } from '#shared/ollama/name.ts'

/**
 * Where a model comes from. The server tells only its `parent_model`, from which it was created; all else is what the
 * name says, which anybody can choose. A name without a namespace is that of a model of the library or of one created
 * on the host.
 */
export type Origin =
  | { kind: 'parent'; parent: string }
  | { kind: 'file' }
  | { kind: 'huggingFace' | 'user'; user: string }
  | { kind: 'registry'; user: string; host: string }
  | { kind: 'plain' }

/** @returns `null` if nothing is known */
export function originOf(name: string, parent: string): Origin | null {
  // The parent is a path on the computer of the server, or of whoever published it, for one made from a file.
  if (parent !== '')
    return /^(?:[/\\]|[a-z]:[/\\])|\bsha256[-:]/i.test(parent) ? { kind: 'file' } : { kind: 'parent', parent }
  const { host, namespace } = listedParts(name)
  if (host === '') return null
  if (host.toLowerCase() !== DEFAULT_HOST)
    return /^(hf\.co|huggingface\.co)$/i.test(host)
      ? { kind: 'huggingFace', user: namespace }
      : { kind: 'registry', user: namespace, host }
  return namespace.toLowerCase() === DEFAULT_NAMESPACE ? { kind: 'plain' } : { kind: 'user', user: namespace }
}
