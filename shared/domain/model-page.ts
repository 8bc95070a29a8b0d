import { DEFAULT_HOST, DEFAULT_NAMESPACE, isFault, isListedAs, parseName } from '../ollama/name.ts'

/**
 * The web page of a model by its name as the server lists it: at ollama.com for a name of its registry, at Hugging Face
 * for one that begins with its host. `null` for any other text and registry.
 *
 * A name without a namespace is that of a model of the library or of one made on the server. `hasParent` tells that it
 * was made from another one, which those of the library are not. A model with a namespace may have been published so.
 */
export function modelPage({ name, hasParent }: { name: string; hasParent: boolean }): string | null {
  const parts = parseName(name)
  if (isFault(parts) || !isListedAs(name, parts)) return null
  const host = parts.host.toLowerCase()
  const path = `${encodeURIComponent(parts.namespace)}/${encodeURIComponent(parts.model)}`
  if (host === 'hf.co' || host === 'huggingface.co') return `https://huggingface.co/${path}`
  if (host !== DEFAULT_HOST) return null
  if (parts.namespace.toLowerCase() !== DEFAULT_NAMESPACE) return `https://ollama.com/${path}`
  return hasParent ? null : `https://ollama.com/${path}`
}
