import { useMutation } from '@tanstack/react-query'
import { CircleStop, MemoryStick, TriangleAlert } from 'lucide-react'
import { useState, type ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import type { Host } from '#shared/contract/hosts.ts'
import type { Model } from '#shared/contract/library.ts'
import type { MemoryModel } from '#shared/contract/memory-model.ts'
import type { LoaderOptions } from '#shared/contract/presets.ts'
import type { Loaded } from '#shared/contract/running.ts'
import { exactly } from '#shared/domain/amount.ts'
import { evictionBefore, predictedLoad } from '#shared/domain/eviction.ts'
import { estimate } from '#shared/domain/memory-fit/estimate.ts'
import { roomFor } from '#shared/domain/memory-fit/room.ts'
import { defaultContext, LEAST_CONTEXT, type Setting } from '#shared/domain/memory-fit/setting.ts'
import { heldOf, memoryTotals } from '#shared/domain/memory.ts'
import { useRunning } from '../../app/data/running.ts'
import { useFormat } from '../../app/i18n.ts'
import { useNow } from '../../app/now.ts'
import { Button } from '../../ui/index.ts'
import { useMemoryActs } from '../library/memory.ts'
import { useMemoryModel, useSetting } from '../memory-fit/queries.ts'
import { FreeMemoryDialog } from './FreeMemoryDialog.tsx'

interface EvictionNoteProps {
  host: Host
  model: Model
  /** The name under which it is loaded already. */
  loaded: string | null
  options: LoaderOptions
}

/**
 * Says before a load which models the server will unload for it, or that it lacks memory beside them; and offers to
 * unload some first.
 */
export function EvictionNote({ host, model, loaded, options }: EvictionNoteProps) {
  const { t } = useTranslation()
  const format = useFormat()
  const [isFreeing, setFreeing] = useState(false)
  const known = useMemoryModel(host.id, model.name, model.digest ?? '').data ?? null
  const { num_ctx: context = null, num_gpu: gpuLayers = null, num_batch: batch = null } = options
  const load = useSetting(host, { name: model.name, digest: model.digest ?? '' }, { gpuLayers, batch })
  const setting = { ...load, context: context ?? (known && defaultContext(known, load)) ?? LEAST_CONTEXT }
  const state = useRunning(host.id)
  const memory = useMemoryActs(host.id)
  const unload = useMutation({ mutationFn: (names: string[]) => memory.unload(...names) })
  const serverNow = useNow(5000) + (state?.clockOffsetMs ?? 0)
  const { machine } = setting
  const all = state?.models ?? []
  const others = all.filter(({ name }) => name !== loaded)
  // The server unloads the one that is loaded with other options, and no other for it.
  const eviction =
    loaded === null
      ? evictionBefore({
          loaded: all,
          serverNow,
          predicted: known ? predictedLoad(known, { context, gpuLayers }, host.version) : gpuLayers === 0 ? 0 : null,
          free: machine && machine.devices.reduce((sum, device) => sum + device.free, 0),
        })
      : null
  const room = known && roomFor(known, setting, others)
  const size = room ? format.bytes(room.bytes) : ''
  const names = eviction?.names ?? []
  const lacking = useLacking(known, setting, others)
  const free = room ? (
    <Button icon={MemoryStick} onClick={() => setFreeing(true)}>
      {t('running.eviction.free', { size })}
    </Button>
  ) : null
  const isSaid = eviction?.reason === 'full'
  const text = lacking ?? (room && t(room.isEnough ? 'running.eviction.fits' : 'running.eviction.fitsMore', { size }))
  return (
    <>
      {eviction === null ? null : (
        <Note
          text={t(`running.eviction.${eviction.reason}`, {
            names: format.list(names),
            count: all.length,
            value: format.count(all.length),
          })}
        >
          <Button icon={CircleStop} busy={unload.isPending} onClick={() => unload.mutate(names)}>
            {t('running.eviction.first', { count: names.length })}
          </Button>
          {isSaid && room?.names.some((name) => !names.includes(name)) ? free : null}
        </Note>
      )}
      {text === null || isSaid ? null : <Note text={text}>{free}</Note>}
      {isFreeing ? (
        <FreeMemoryDialog host={host} bytes={room?.bytes} except={loaded} onClose={() => setFreeing(false)} />
      ) : null}
    </>
  )
}

/** Says of a load without a GPU, for which no server unloads another model, what it needs and what is free. */
function useLacking(model: MemoryModel | null, setting: Setting, others: readonly Loaded[]): string | null {
  const { t } = useTranslation()
  const format = useFormat()
  const { machine, gpuLayers } = setting
  const held = memoryTotals(others)
  const isOnCpu = held.cpu > 0 && held.gpu === 0 && held.unknown === 0
  const hasNoGpu = gpuLayers === 0 || (machine ? machine.devices.length === 0 : isOnCpu)
  if (model === null || !hasNoGpu) return null
  const { total, cpu } = estimate(model, { ...setting, gpuLayers: 0 })
  if (total === null) return null
  const size = format.bytes(cpu)
  const available = machine?.ram?.available
  if (available !== undefined)
    return cpu <= available ? null : t('running.eviction.noRoom', { size, free: format.amount(exactly(available)) })
  return heldOf(held).bytes > 0
    ? t('running.eviction.noGpu', { size, held: format.amount(heldOf(held)) })
    : t('running.eviction.noGpuAlone', { size })
}

function Note({ text, children }: { text: string; children: ReactNode }) {
  return (
    <div
      role="status"
      className="flex flex-wrap items-center gap-x-12 gap-y-6 rounded-card border border-line bg-warning-soft px-12 py-8 text-caption"
    >
      <TriangleAlert size={14} aria-hidden className="shrink-0 text-warning" />
      <p className="figures min-w-200 flex-1">{text}</p>
      {children === null ? null : <div className="flex flex-wrap gap-6">{children}</div>}
    </div>
  )
}
