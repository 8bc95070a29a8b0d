import type { Model } from '#shared/contract/library.ts'

/** Most models listed at once; typing a part of the name finds the others. */
const SHOWN = 50

/** The models whose name has every word that was typed, those that start with the first word at the top. */
export function pickerMatches(models: readonly Model[], typed: string): { shown: Model[]; more: number } {
  const words = typed.toLowerCase().split(/\s+/).filter(Boolean)
  const [first = ''] = words
  const starting: Model[] = []
  const others: Model[] = []
  for (const model of models) {
    const name = model.name.toLowerCase()
    if (words.every((word) => name.includes(word))) (name.startsWith(first) ? starting : others).push(model)
  }
  const found = starting.length + others.length
  return { shown: [...starting.slice(0, SHOWN), ...others].slice(0, SHOWN), more: Math.max(0, found - SHOWN) }
}
