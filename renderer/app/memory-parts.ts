import { memoryOf, type MemoryFigures } from '#shared/domain/memory.ts'
import type { MemoryPart } from '../ui/index.ts'

interface Held extends MemoryFigures {
  name: string
  slot: number
}

/** Models as the parts of a memory bar, each in its own colour. */
export function memoryParts<M extends Held>(models: readonly M[], labelOf: (model: M) => string): MemoryPart[] {
  return models.map((model) => ({ key: model.name, label: labelOf(model), series: model.slot, ...memoryOf(model) }))
}
