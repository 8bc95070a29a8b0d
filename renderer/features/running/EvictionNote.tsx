import { useMutation } from '@tanstack/react-query'
import { CircleStop, TriangleAlert } from 'lucide-react'
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import type { Host } from '#shared/contract/hosts.ts'
import type { Model } from '#shared/contract/library.ts'
import type { MemoryModel } from '#shared/contract/memory-model.ts'
import { evictionBefore, leastContext, predictedLoad } from '#shared/domain/eviction.ts'
import { estimate } from '#shared/domain/memory-fit/estimate.ts'
import { heldOf, memoryTotals } from '#shared/domain/memory.ts'
import { useRunning } from '../../app/data/running.ts'
import { useFormat } from '../../app/i18n.ts'
import { useNow } from '../../app/now.ts'
import { Button } from '../../ui/index.ts'
import { useMemoryActs } from '../library/memory.ts'
import { useMachine, useMemoryModel } from '../memory-fit/queries.ts'

interface EvictionNoteProps {
  host: Host
  model: Model
  /** The options of the load; `null` if the server decides. */
  context: number | null
  gpuLayers: number | null
}

/** Corral's own estimate without a GPU, in bytes; `null` if unknown. */
function withoutGpuOf(model: MemoryModel, wanted: number | null, version: string | null): number | null {
  const context = leastContext(model, wanted, version)
  return estimate(model, { context, version, machine: null, gpuLayers: 0 }).total
}

/** Says before a load which models the server will unload for it, and offers to do that first. */
export function EvictionNote({ host, model, context, gpuLayers }: EvictionNoteProps) {
  const { t } = useTranslation()
  const format = useFormat()
  const { id: hostId, version } = host
  const known = useMemoryModel(hostId, model.name, model.digest ?? '').data
  const free = useMachine(hostId)?.devices.reduce((sum, device) => sum + device.free, 0) ?? null
  const state = useRunning(hostId)
  const memory = useMemoryActs(hostId)
  const unload = useMutation({ mutationFn: (names: string[]) => memory.unload(...names) })
  const serverNow = useNow(5000) + (state?.clockOffsetMs ?? 0)
  const loaded = state?.models ?? []
  const withoutGpu = known ? withoutGpuOf(known, context, version) : null
  const totals = memoryTotals(loaded)
  const held = heldOf(totals)
  const hasNoGpu = gpuLayers === 0 || (totals.cpu > 0 && totals.gpu === 0 && totals.unknown === 0)
  const eviction = evictionBefore({
    loaded,
    serverNow,
    predicted: known ? predictedLoad(known, { context, gpuLayers }, version) : gpuLayers === 0 ? 0 : null,
    free,
  })
  const names = eviction?.names ?? []
  return (
    <>
      {eviction === null ? null : (
        <Note
          text={t(`running.eviction.${eviction.reason}`, {
            names: format.list(names),
            count: loaded.length,
            value: format.count(loaded.length),
          })}
        >
          <Button icon={CircleStop} busy={unload.isPending} onClick={() => unload.mutate(names)}>
            {t('running.eviction.first', { count: names.length })}
          </Button>
        </Note>
      )}
      {hasNoGpu && withoutGpu ? (
        <Note
          text={t(held.bytes > 0 ? 'running.eviction.noGpu' : 'running.eviction.noGpuAlone', {
            size: format.bytes(withoutGpu),
            held: format.amount(held),
          })}
        />
      ) : null}
    </>
  )
}

function Note({ text, children }: { text: string; children?: ReactNode }) {
  return (
    <div
      role="status"
      className="flex flex-wrap items-center gap-x-12 gap-y-6 rounded-card border border-line bg-warning-soft px-12 py-8 text-caption"
    >
      <TriangleAlert size={14} aria-hidden className="shrink-0 text-warning" />
      <p className="figures min-w-200 flex-1">{text}</p>
      {children}
    </div>
  )
}
