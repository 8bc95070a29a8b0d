import { memorySplit } from '#shared/domain/memory.ts'
import type { MemoryPart } from '../ui/index.ts'

interface Held {
  name: string
  size: number
  sizeVram: number
  slot: number
}

/** Models as the parts of a memory bar, each in its own colour. */
export function memoryParts(models: readonly Held[], labelOf: (model: Held) => string): MemoryPart[] {
  return models.map((model) => {
    const split = memorySplit(model)
    const part = { key: model.name, label: labelOf(model), series: model.slot }
    if (split.kind === 'unknown') return { ...part, gpu: 0, cpu: 0, unknown: model.size }
    return { ...part, gpu: split.gpu, cpu: split.cpu }
  })
}
