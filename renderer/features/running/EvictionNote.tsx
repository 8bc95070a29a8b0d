import { useMutation, useQuery } from '@tanstack/react-query'
import { CircleStop, TriangleAlert } from 'lucide-react'
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import type { Inspection, Model } from '#shared/contract/library.ts'
import { evictionBefore, predictedBytes } from '#shared/domain/eviction.ts'
import { heldOf, memoryTotals } from '#shared/domain/memory.ts'
import { useClient } from '../../app/core.tsx'
import { useRunning } from '../../app/data/running.ts'
import { useFormat } from '../../app/i18n.ts'
import { useNow } from '../../app/now.ts'
import { Button } from '../../ui/index.ts'
import { factsOf } from '../inspector/facts.ts'
import { inspectionQuery } from '../inspector/queries.ts'
import { useMemoryActs } from '../library/memory.ts'
import { numCtx } from './contexts.ts'

interface EvictionNoteProps {
  hostId: string
  model: Model
  /** The options of the load; `null` if the server decides. */
  context: number | null
  gpuLayers: number | null
}

/** The smallest context that any version takes by itself on a GPU, in tokens. */
const LEAST_CONTEXT = 2048

/** What the server predicts for the model, or less where its context is not known; `null` if unknown. */
function predictedOf(inspection: Inspection | undefined, { size }: Model, context: number | null): number | null {
  if (size === null || inspection === undefined) return size
  const { layers, heads, headsKv, embedding } = factsOf(inspection, size)
  if (layers === null || heads === null || embedding === null) return size
  const figures = { file: size, layers, kvHeads: headsKv?.min ?? 0, embedding, heads: heads.max }
  return predictedBytes(figures, context ?? numCtx(inspection) ?? LEAST_CONTEXT)
}

/** Says before a load which models the server will unload for it, and offers to do that first. */
export function EvictionNote({ hostId, model, context, gpuLayers }: EvictionNoteProps) {
  const { t } = useTranslation()
  const format = useFormat()
  const client = useClient()
  const subject = { hostId, name: model.name, digest: model.digest ?? '' }
  const inspection = useQuery(inspectionQuery(client, subject)).data
  const state = useRunning(hostId)
  const memory = useMemoryActs(hostId)
  const unload = useMutation({ mutationFn: (names: string[]) => memory.unload(...names) })
  const serverNow = useNow(5000) + (state?.clockOffsetMs ?? 0)
  const loaded = state?.models ?? []
  const predicted = predictedOf(inspection, model, context)
  const totals = memoryTotals(loaded)
  const held = heldOf(totals)
  const hasNoGpu = gpuLayers === 0 || (totals.cpu > 0 && totals.gpu === 0 && totals.unknown === 0)
  const eviction = evictionBefore({ loaded, serverNow, predicted: gpuLayers === 0 ? 0 : predicted, free: null })
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
      {hasNoGpu && predicted !== null ? (
        <Note
          text={t(held.bytes > 0 ? 'running.eviction.noGpu' : 'running.eviction.noGpuAlone', {
            size: format.bytes(predicted),
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
