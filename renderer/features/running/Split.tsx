import { TriangleAlert } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import type { Loaded } from '#shared/contract/running.ts'
import { memorySplit } from '#shared/domain/memory.ts'
import { useFormat } from '../../app/i18n.ts'
import { MemoryBar, useModelLabel } from '../../ui/index.ts'

/** How a model is split between GPUs and system memory, and what that means. */
export function Split({ model }: { model: Loaded }) {
  const { t } = useTranslation()
  const format = useFormat()
  const labelOf = useModelLabel()
  const split = memorySplit(model)
  const { name, slot: series } = model
  if (split.kind === 'unknown') return <Unknown model={model} />
  const [onGpu = '', onCpu = ''] = format.shares([split.gpu, split.cpu])
  const gpu = t('running.card.split.gpu', { share: onGpu, size: format.bytes(split.gpu) })
  const cpu = t('running.card.split.cpu', { share: onCpu, size: format.bytes(split.cpu) })
  return (
    <>
      <MemoryBar
        tall
        label={labelOf(name)}
        parts={[{ key: name, label: format.list([gpu, cpu]), gpu: split.gpu, cpu: split.cpu, series }]}
      />
      <div className="figures flex flex-wrap justify-between gap-x-14 text-caption text-ink-2">
        <span>{split.kind === 'cpu' ? cpu : gpu}</span>
        {split.kind === 'gpu' ? (
          <span>{t('running.card.allGpu')}</span>
        ) : (
          <span className="flex items-center gap-5">
            {split.kind === 'split' && <span>{cpu}</span>}
            <TriangleAlert size={13} aria-hidden className="text-warning" />
            {t(split.kind === 'split' ? 'running.card.slower' : 'running.card.allCpu')}
          </span>
        )}
      </div>
    </>
  )
}

/** What is known of a model if the server's figures do not tell how it is split. */
function Unknown({ model: { size, sizeVram } }: { model: Loaded }) {
  const { t } = useTranslation()
  const format = useFormat()
  const text =
    // A `size_vram` of 0 without a size means nothing.
    sizeVram === null || (size === null && sizeVram === 0)
      ? t(size === null ? 'running.card.noMemory' : 'running.card.noVram')
      : size === null
        ? t('running.card.noTotal', { vram: format.bytes(sizeVram) })
        : format.sentences(
            t('running.card.contradiction'),
            t('running.card.figures', { size: format.bytes(size), vram: format.bytes(sizeVram) }),
          )
  return <p className="figures text-caption text-ink-2">{text}</p>
}
