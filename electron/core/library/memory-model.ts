import type { MemoryModel } from '#shared/contract/memory-model.ts'
import { withheldLists } from '#shared/domain/memory-fit/metadata.ts'
import { memoryModelOf } from '#shared/domain/memory-fit/model.ts'
import type { Show } from '#shared/ollama/show.ts'
import { toShownModel } from './inspection.ts'
import type { Verbose } from './verbose.ts'

/** Figures of layers that are read of a list of the metadata. */
const MAX_LAYERS = 4096

/**
 * What the memory of a model depends on. The verbose answer is read only if the other withholds lists of its layers;
 * if it fails, the estimate says what it does not know, and the model is not `isWhole`.
 *
 * @param size bytes, as listed; `null` if it is not
 */
export async function readMemoryModel(
  show: Show,
  size: number | null,
  readVerbose: () => Promise<Pick<Verbose, 'arrayOf'>>,
): Promise<{ model: MemoryModel; isWhole: boolean }> {
  const withheld = show.tensors ? withheldLists(show.model_info ?? {}) : []
  const verbose = withheld.length > 0 ? await readVerbose().catch(() => null) : null
  const lists = withheld.flatMap((list) => {
    const values = verbose?.arrayOf(list, MAX_LAYERS)
    return values ? [[list, values] as const] : []
  })
  return {
    model: memoryModelOf(toShownModel(show, size, Object.fromEntries(lists))),
    isWhole: withheld.length === 0 || verbose !== null,
  }
}
