import { canonicalName } from '#shared/ollama/name.ts'
import { namesIn } from '#shared/ollama/name-input.ts'
import { viewOf, type NameView } from './name-view.ts'

/** Well-known models of ollama.com, as examples of names. */
const examples = ['llama3.2:3b', 'qwen3:8b', 'gemma3:4b', 'nomic-embed-text:v1.5'] as const

const SHOWN = { here: 6, recent: 5, elsewhere: 5, examples: examples.length } as const

/** Suggested names of one source; groups without names are left out. */
export interface NameGroup {
  kind: keyof typeof SHOWN
  items: string[]
}

/** Names known without asking a registry. */
export interface KnownNames {
  /** Of the models on the host. */
  here: readonly string[]
  recent: readonly string[]
  /** Of the models on the other hosts, as last listed. */
  elsewhere: readonly string[]
}

/** Names that match the input, each in the first group that has it. */
export function suggestions(typed: string, { here, recent, elsewhere }: KnownNames): NameGroup[] {
  const wanted = typed.trim().toLowerCase()
  const taken = new Set([wanted])
  const groups = Object.entries({ here, recent, elsewhere, examples }).map(([kind, names]) => {
    const most = SHOWN[kind as NameGroup['kind']]
    const items: string[] = []
    for (const name of names) {
      const key = name.toLowerCase()
      if (items.length === most) break
      if (!key.includes(wanted) || taken.has(key)) continue
      taken.add(key)
      items.push(name)
    }
    return { kind: kind as NameGroup['kind'], items }
  })
  return groups.filter(({ items }) => items.length > 0)
}

export interface CheckedName {
  /** The name as written. */
  text: string
  view: Exclude<NameView, { kind: 'empty' }>
}

/** The names in a text with their meaning, in order and without duplicates. */
export function checkNames(text: string): CheckedName[] {
  const seen = new Set<string>()
  return namesIn(text).flatMap((input): CheckedName[] => {
    const view = viewOf(input)
    if (view.kind === 'empty') return []
    const key = view.kind === 'name' ? canonicalName(view.parts) : input.text
    if (seen.has(key)) return []
    seen.add(key)
    return [{ text: input.text, view }]
  })
}

/** Whether a text names several models. */
export function isSeveral(text: string): boolean {
  return checkNames(text).length > 1
}
