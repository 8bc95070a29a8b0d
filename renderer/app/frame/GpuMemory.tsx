import { lazy, Suspense } from 'react'
import { useTranslation } from 'react-i18next'
import type { MemoryState } from '#shared/contract/memory.ts'
import { MemoryBar } from '../../ui/index.ts'
import { useCurrentHost } from '../data/hosts.ts'
import { inOrder, useHasGpu, useKnownLoaded, useMemoryState } from '../data/running.ts'
import { useHeldMemory } from '../held-memory.ts'

const MachineMemory = lazy(() =>
  import('../../features/machine-memory/MachineMemory.tsx').then((module) => ({ default: module.MachineMemory })),
)

const isRead = ({ state }: MemoryState) => state === 'read'

/** Memory of the loaded models, as the server reports it, and what is measured of its computer, if it is this one. */
export function GpuMemory() {
  const { t } = useTranslation()
  const host = useCurrentHost()
  const loaded = useKnownLoaded(host?.id ?? null)
  const isMeasured = useMemoryState(host?.id ?? null, isRead) ?? false
  const hasGpu = useHasGpu(host?.id ?? null)
  const models = inOrder(loaded ?? [])
  const { title, amount, isKnown, parts, elsewhere } = useHeldMemory(models, hasGpu)
  if (host?.reach !== 'up' || loaded === null) return null
  return (
    <section className="mt-auto flex flex-col gap-7 px-9 pb-6">
      <div className="flex flex-wrap items-baseline justify-between gap-x-8 text-code whitespace-nowrap">
        <h2 className="text-ink-2">{title}</h2>
        <span className="figures">{models.length === 0 ? t('common.gpuMemory.none') : amount}</span>
      </div>
      {models.length === 0 || isKnown ? <MemoryBar label={title} parts={parts} /> : null}
      {elsewhere.map(({ where, text }) => (
        <div key={where} className="figures text-caption text-ink-2">
          {text}
        </div>
      ))}
      {isMeasured ? (
        <Suspense fallback={null}>
          <MachineMemory hostId={host.id} />
        </Suspense>
      ) : null}
    </section>
  )
}
