import { useTranslation } from 'react-i18next'
import type { Loaded } from '#shared/contract/running.ts'
import { memoryOf } from '#shared/domain/memory.ts'
import { useFormat } from '../../app/i18n.ts'
import { Card, classes, seriesClass, escapeInvisible } from '../../ui/index.ts'
import { memoryRows, type MemoryRow } from './memory-rows.ts'

/** GPU memory and system memory on one scale, the models in the colours of their cards. */
export function MemoryOverview({ models, hasGpu }: { models: readonly Loaded[]; hasGpu: boolean | null }) {
  const { t, i18n } = useTranslation()
  const rows = memoryRows(models, hasGpu)
  const silent = models.filter((model) => memoryOf(model).isPartial).map(({ name }) => escapeInvisible(name))
  return (
    <Card aria-labelledby="running-memory" className="flex flex-col gap-8 px-14 py-12">
      <h2 id="running-memory" className="font-semibold">
        {t('running.memory.title')}
      </h2>
      {rows.length === 0 ? null : (
        <dl className="grid grid-cols-[auto_minmax(0,1fr)_auto] items-center gap-x-14 gap-y-8">
          {rows.map((row) => (
            <Row key={row.kind} row={row} />
          ))}
        </dl>
      )}
      {silent.length === 0 ? null : (
        <p className="text-caption text-ink-2">
          {t('running.memory.notReported', { names: new Intl.ListFormat(i18n.language).format(silent) })}
        </p>
      )}
      {rows.length === 0 ? null : <p className="text-caption text-ink-2">{t('running.memory.note')}</p>}
    </Card>
  )
}

function Row({ row: { kind, amount, share, parts } }: { row: MemoryRow }) {
  const { t } = useTranslation()
  const format = useFormat()
  return (
    <div className="col-span-3 grid grid-cols-subgrid items-center">
      <dt className="text-code text-ink-2">{t(`running.memory.${kind}`)}</dt>
      <dd className="graphic track h-16 overflow-hidden rounded-small bg-inset">
        <ul className="flex h-full gap-1" style={{ width: `${share * 100}%` }}>
          {parts.map((part) => {
            const label = t('running.memory.part', { name: part.name, size: format.bytes(part.bytes) })
            return (
              <li
                key={part.name}
                title={label}
                className={classes('h-full min-w-2', look(kind, part.series))}
                style={{ flexGrow: part.bytes, flexBasis: 0 }}
              >
                <span className="sr-only">{label}</span>
              </li>
            )
          })}
        </ul>
      </dd>
      <dd className="figures text-right text-code font-semibold">{format.amount(amount)}</dd>
    </div>
  )
}

/** Stripes in the colour of the card over the model's colour, as memory off the GPU is hatched everywhere. */
const stripes = 'bg-[repeating-linear-gradient(-45deg,transparent_0_2px,var(--panel)_2px_5px)]'

function look(kind: MemoryRow['kind'], series: number): string {
  if (kind === 'gpu') return seriesClass(series)
  return kind === 'cpu' ? classes(seriesClass(series), stripes) : 'bg-ink-3'
}
