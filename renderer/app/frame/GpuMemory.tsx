import { lazy, Suspense } from 'react'
import { useTranslation } from 'react-i18next'
import type { MemoryState } from '#shared/contract/memory.ts'
import { exactly } from '#shared/domain/amount.ts'
import { amountIn, heldOf, leastOf, mainPlace, memoryTotals } from '#shared/domain/memory.ts'
import { MemoryBar } from '../../ui/index.ts'
import { useCurrentHost } from '../data/hosts.ts'
import { inOrder, memoryParts, useHasGpu, useKnownLoaded, useMemoryState } from '../data/running.ts'
import { useFormat } from '../i18n.ts'

const MachineMemory = lazy(() =>
  import('../../features/machine-memory/MachineMemory.tsx').then((module) => ({ default: module.MachineMemory })),
)

const isRead = ({ state }: MemoryState) => state === 'read'

/** Memory of the loaded models, as the server reports it, and what is measured of its computer, if it is this one. */
export function GpuMemory() {
  const { t } = useTranslation()
  const format = useFormat()
  const host = useCurrentHost()
  const loaded = useKnownLoaded(host?.id ?? null)
  const isMeasured = useMemoryState(host?.id ?? null, isRead) ?? false
  const hasGpu = useHasGpu(host?.id ?? null)
  if (host?.reach !== 'up' || loaded === null) return null
  const models = inOrder(loaded)
  const totals = memoryTotals(models)
  const main = mainPlace(totals, hasGpu)
  const title = t(`common.gpuMemory.title.${main}`)
  const parts = memoryParts(models, ({ name, size }) =>
    t('common.gpuMemory.part', { name, size: format.amount(exactly(size)) }),
  )
  return (
    <section className="mt-auto flex flex-col gap-7 px-9 pb-6">
      <div className="flex flex-wrap items-baseline justify-between gap-x-8 text-code whitespace-nowrap">
        <h2 className="text-ink-2">{title}</h2>
        <span className="figures">
          {models.length === 0 ? t('common.gpuMemory.none') : format.amount(amountIn(main, totals))}
        </span>
      </div>
      {models.length === 0 || heldOf(totals).bytes > 0 ? <MemoryBar label={title} parts={parts} /> : null}
      {(['cpu', 'unknown'] as const).map((where) =>
        where !== main && totals[where] > 0 ? (
          <div key={where} className="figures text-caption text-ink-2">
            {t(`common.gpuMemory.${where}`, { size: format.amount(leastOf(totals[where], totals.isPartial)) })}
          </div>
        ) : null,
      )}
      {isMeasured ? (
        <Suspense fallback={null}>
          <MachineMemory hostId={host.id} />
        </Suspense>
      ) : null}
    </section>
  )
}
