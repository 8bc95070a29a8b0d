import {
  DEFAULT_HOST,
  displayName,
  isListedAs,
  listedParts,
  reservedTag,
  type NamePart,
  type NameParts,
} from '#shared/ollama/name.ts'
import { isName, nameIn, type InputFault, type NameInput } from '#shared/ollama/name-input.ts'

/** The registry of a name: Ollama's, Hugging Face (by its short or long host name), or another. */
export type Registry = 'ollama' | 'huggingface' | 'huggingface_long' | 'other'

/** Result of checking a typed name. */
export type NameView =
  | { kind: 'empty' }
  | { kind: 'fault'; fault: Exclude<InputFault, { fault: 'empty' }> }
  /** The tag `local`, which the server resolves to another model. */
  | { kind: 'local'; name: string }
  | {
      kind: 'name'
      name: string
      parts: NameParts
      /** The parts that are defaults. */
      filled: readonly NamePart[]
      registry: Registry
      /** A pointer to a model that runs at ollama.com. */
      cloud: boolean
    }

/** A text that is a name. */
export type NamedView = Extract<NameView, { kind: 'name' }>

/** Checks a text that should be one name. */
export function nameView(text: string): NameView {
  return viewOf(nameIn(text))
}

export function viewOf({ name: written, parts }: NameInput): NameView {
  if (!isName(parts)) return parts.fault === 'empty' ? { kind: 'empty' } : { kind: 'fault', fault: parts }
  const name = displayName(parts)
  const reserved = reservedTag(parts)
  if (reserved === 'local') return { kind: 'local', name }
  return {
    kind: 'name',
    name,
    parts,
    filled: filledIn(written),
    registry: registryOf(parts.host),
    cloud: reserved === 'cloud',
  }
}

function filledIn(name: string): NamePart[] {
  const segments = name.replace(/^.*?:\/\//, '').split('/')
  const filled: NamePart[] = []
  if (segments.length < 3) filled.push('host')
  if (segments.length < 2) filled.push('namespace')
  if (segments.at(-1)?.includes(':') !== true) filled.push('tag')
  return filled
}

function registryOf(host: string): Registry {
  const lower = host.toLowerCase()
  if (lower === DEFAULT_HOST) return 'ollama'
  if (lower === 'hf.co') return 'huggingface'
  return lower === 'huggingface.co' ? 'huggingface_long' : 'other'
}

/** Whether and how a model can be pushed under a name. */
export type PushTarget =
  | { kind: 'empty' }
  | Exclude<NameView, { kind: 'empty' }>
  | { kind: 'same' | 'taken' | 'reserved'; name: string }

/**
 * The name under which `model` would be pushed from `prefix`, a namespace or `registry/namespace`.
 * `listed` are the models of the server: a name that another of them has is not overwritten.
 */
export function pushTarget(
  prefix: string,
  model: { name: string; copies: readonly string[] },
  listed: readonly { name: string }[],
): PushTarget {
  const trimmed = prefix.trim().replace(/\/+$/, '')
  if (trimmed === '') return { kind: 'empty' }
  const parts = listedParts(model.name)
  const view = nameView(`${trimmed}/${parts.model}:${parts.tag}`)
  if (view.kind !== 'name') return view
  if (view.cloud) return { kind: 'reserved', name: view.name }
  if (isListedAs(model.name, view.parts)) return { kind: 'same', name: view.name }
  const taken = listed.find(({ name }) => isListedAs(name, view.parts))
  return taken && !model.copies.includes(taken.name) ? { kind: 'taken', name: taken.name } : view
}

/** How people call the registry of a name. */
export function registryLabel({ registry, parts }: NamedView): string {
  if (registry === 'ollama') return 'ollama.com'
  return registry === 'other' ? parts.host : 'Hugging Face'
}
