import { CircleStop, InfinityIcon, TriangleAlert } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import type { Loaded } from '#shared/contract/running.ts'
import { memorySplit } from '#shared/domain/memory.ts'
import { useFormat } from '../../app/i18n.ts'
import { useNavigation } from '../../app/navigation.ts'
import { Button, Card, classes, Menu, MemoryBar, ModelName, seriesClass, type MenuEntry } from '../../ui/index.ts'
import { useMemoryActs, useMemoryWork } from '../library/memory.ts'
import { Expiry } from './Expiry.tsx'
import { keepTimes, type KeepTime } from './keep.ts'
import { useKeep } from './queries.ts'

interface LoadedCardProps {
  hostId: string
  model: Loaded
  series: number
  clockOffsetMs: number | null
}

export function LoadedCard({ hostId, model, series, clockOffsetMs }: LoadedCardProps) {
  const { t } = useTranslation()
  const format = useFormat()
  const open = useNavigation((navigation) => navigation.open)
  const { name, size, contextLength, family, parameterSize, quantization } = model
  const facts = [
    t('running.card.total', { size: format.bytes(size) }),
    contextLength === null ? '' : t('running.card.context', { value: format.count(contextLength) }),
    family,
    parameterSize,
    quantization,
  ]
  return (
    <Card data-card={name} tabIndex={-1} aria-label={name} className="flex flex-col gap-8 px-14 py-12">
      <div className="flex flex-wrap items-center gap-x-14 gap-y-8">
        <div className="min-w-200 flex-1">
          <button
            type="button"
            onClick={() => open(name)}
            className="flex max-w-full items-center gap-8 rounded-small text-left hover:underline"
          >
            <span aria-hidden className={classes('size-8 shrink-0 rounded-full', seriesClass(series))} />
            <ModelName name={name} />
          </button>
          <p className="figures mt-2 text-code text-ink-2">{facts.filter((fact) => fact !== '').join(' · ')}</p>
        </div>
        <Expiry expiresAt={model.expiresAt} clockOffsetMs={clockOffsetMs} />
        <Acts hostId={hostId} model={model} />
      </div>
      <Split model={model} series={series} />
    </Card>
  )
}

function Acts({ hostId, model }: { hostId: string; model: Loaded }) {
  const { t } = useTranslation()
  const format = useFormat()
  const memory = useMemoryActs(hostId)
  const work = useMemoryWork(hostId, model.name)
  const keep = useKeep(hostId)
  const times = Object.keys(keepTimes) as KeepTime[]
  const entries: MenuEntry[] = [
    { heading: t('running.keep.heading') },
    ...times.map((time) => ({
      label: t(`running.keep.choices.${time}`),
      onSelect: () => keep.mutate({ model, time }),
    })),
    'line',
    {
      heading:
        model.contextLength === null
          ? t('running.keep.noteUnknown')
          : t('running.keep.note', { value: format.count(model.contextLength) }),
    },
  ]
  return (
    <div className="flex gap-8">
      <Menu
        align="end"
        entries={entries}
        trigger={
          <Button icon={InfinityIcon} busy={keep.isPending}>
            {t('running.keep.label')}
          </Button>
        }
      />
      <Button icon={CircleStop} busy={work?.kind === 'unload'} onClick={() => void memory.unload(model.name)}>
        {t('running.unload')}
      </Button>
    </div>
  )
}

function Split({ model, series }: { model: Loaded; series: number }) {
  const { t } = useTranslation()
  const format = useFormat()
  const split = memorySplit(model)
  const { name, size } = model
  if (split.kind === 'unknown')
    return (
      <>
        <MemoryBar
          tall
          label={name}
          parts={[{ key: name, label: t('running.card.unknown'), gpu: 0, cpu: 0, unknown: Math.max(1, size), series }]}
        />
        <p className="text-caption text-ink-2">{t('running.card.unknown')}</p>
      </>
    )
  const gpu = t('running.card.split.gpu', { share: format.percent(split.gpuShare), size: format.bytes(split.gpu) })
  const cpu = t('running.card.split.cpu', { share: format.percent(1 - split.gpuShare), size: format.bytes(split.cpu) })
  return (
    <>
      <MemoryBar
        tall
        label={name}
        parts={[{ key: name, label: [gpu, cpu].join(', '), gpu: split.gpu, cpu: split.cpu, series }]}
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
