import { canonicalName } from '#shared/ollama/name.ts'
import { namesIn } from '#shared/ollama/name-input.ts'
import { viewOf, type NameView } from './name-view.ts'

/** Well-known models of ollama.com, shown as examples of names and as nothing else. */
const examples = ['llama3.2:3b', 'qwen3:8b', 'gemma3:4b', 'nomic-embed-text:v1.5'] as const

const SHOWN = { here: 6, recent: 5, examples: examples.length } as const

/** Names to choose from, by where they come from; groups without names are left out. */
export interface NameGroup {
  kind: keyof typeof SHOWN
  items: string[]
}

/** Names that fit what is typed, each in the first group that has it. */
export function suggestions(typed: string, here: readonly string[], recent: readonly string[]): NameGroup[] {
  const wanted = typed.trim().toLowerCase()
  const taken = new Set([wanted])
  const groups = Object.entries({ here, recent, examples }).map(([kind, names]) => {
    const items = names
      .filter((name) => name.toLowerCase().includes(wanted) && !taken.has(name.toLowerCase()))
      .slice(0, SHOWN[kind as NameGroup['kind']])
    for (const name of items) taken.add(name.toLowerCase())
    return { kind: kind as NameGroup['kind'], items }
  })
  return groups.filter(({ items }) => items.length > 0)
}

export interface CheckedName {
  /** As it stands in the text. */
  text: string
  view: Exclude<NameView, { kind: 'empty' }>
}

/** Each name in a text and what it means, in order; the same model a second time is left out. */
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
