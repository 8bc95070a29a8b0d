import { canonicalName } from '#shared/ollama/name.ts'
import { nameView, type NameView } from './name-view.ts'

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

/** Whether a text names several models: one a line, or with commas between. */
export function isSeveral(text: string): boolean {
  return linesOf(text).length > 1
}

/** What may stand around a name where lists are copied from. */
const decoration = /^(?:[-*•]\s+)?(?:\$\s*)?(?:ollama\s+(?:pull|run)\s+)?/i

function linesOf(text: string): string[] {
  return text
    .split(/[\n,;]/)
    .map((line) => line.trim().replace(decoration, ''))
    .filter((line) => line !== '')
}

export interface CheckedName {
  text: string
  view: Exclude<NameView, { kind: 'empty' }>
}

/** Each name of a list and what it means, in order; the same model a second time is left out. */
export function checkNames(text: string): CheckedName[] {
  const seen = new Set<string>()
  return linesOf(text).flatMap((line): CheckedName[] => {
    const view = nameView(line)
    if (view.kind === 'empty') return []
    const key = view.kind === 'name' ? canonicalName(view.parts) : line
    if (seen.has(key)) return []
    seen.add(key)
    return [{ text: line, view }]
  })
}
