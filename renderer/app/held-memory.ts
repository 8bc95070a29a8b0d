import { useTranslation } from 'react-i18next'
import { exactly } from '#shared/domain/amount.ts'
import {
  amountIn,
  heldOf,
  leastOf,
  mainPlace,
  memoryOf,
  memoryTotals,
  type MemoryFigures,
} from '#shared/domain/memory.ts'
import type { MemoryPart } from '../ui/index.ts'
import { useFormat } from './i18n.ts'

interface Held extends MemoryFigures {
  name: string
  /** The position of its colour, see `inOrder`. */
  slot: number
}

/**
 * What loaded models hold, in words and as the parts of a memory bar, as the server reports it.
 *
 * @param hasGpu see `mainPlace`
 */
export function useHeldMemory(models: readonly Held[], hasGpu: boolean | null) {
  const { t } = useTranslation()
  const format = useFormat()
  const totals = memoryTotals(models)
  const main = mainPlace(totals, hasGpu)
  return {
    title: t(`common.gpuMemory.title.${main}`),
    amount: format.amount(amountIn(main, totals)),
    isKnown: heldOf(totals).bytes > 0,
    parts: models.map((model): MemoryPart => {
      const { name, size, slot } = model
      const label = t('common.gpuMemory.part', { name, size: format.amount(exactly(size)) })
      return { key: name, label, series: slot, ...memoryOf(model) }
    }),
    /** What is not in the place of the title. */
    elsewhere: (['cpu', 'unknown'] as const)
      .filter((where) => where !== main && totals[where] > 0)
      .map((where) => ({
        where,
        text: t(`common.gpuMemory.${where}`, { size: format.amount(leastOf(totals[where], totals.isPartial)) }),
      })),
  }
}
