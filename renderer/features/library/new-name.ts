import { displayName, isListedAs, reservedTag } from '#shared/ollama/name.ts'
import { isName, nameIn, type InputFault } from '#shared/ollama/name-input.ts'

/** Result of checking the name typed for a copy or a rename. */
export type NewName =
  | { kind: 'empty' }
  | { kind: 'fault'; fault: Exclude<InputFault, { fault: 'empty' }> }
  /** The server uses this tag to tell where a model comes from. */
  | { kind: 'reserved'; tag: 'local' | 'cloud' }
  /** The current name; `spelling` if only letter case differs, which the server ignores. */
  | { kind: 'same'; name: string; spelling: boolean }
  /** Another model has this name; spelled as in the list. */
  | { kind: 'taken'; name: string }
  | { kind: 'free'; name: string }

interface Listed {
  name: string
}

/** `models` are all that the server lists, `source` among them. Names are compared as the server does. */
export function newName(text: string, source: Listed, models: readonly Listed[]): NewName {
  const { parts } = nameIn(text)
  if (!isName(parts)) return parts.fault === 'empty' ? { kind: 'empty' } : { kind: 'fault', fault: parts }
  const tag = reservedTag(parts)
  if (tag) return { kind: 'reserved', tag }
  const name = displayName(parts)
  if (isListedAs(source.name, parts)) return { kind: 'same', name, spelling: name !== source.name }
  const taken = models.find((model) => isListedAs(model.name, parts))
  return taken ? { kind: 'taken', name: taken.name } : { kind: 'free', name }
}
