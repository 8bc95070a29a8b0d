import { useMemo } from 'react'
import { useTranslation } from 'react-i18next'
import type { Model } from '#shared/contract/library.ts'
import { parametersOf } from '#shared/domain/parameter-count.ts'
import { naturalCompare } from '#shared/domain/sorting.ts'
import { useFormat } from '../../app/i18n.ts'
import { useVirtualRows } from '../../app/virtual-rows.ts'
import { useNow } from '../../app/now.ts'
import { useRowHeight } from '../../app/theme.ts'
import type { SeenModels } from './queries.ts'
import { Card, ModelName, Unknown, escapeInvisible } from '../../ui/index.ts'

const HEAD = 28
const MINUTE = 60_000

const cells = 'grid grid-cols-[minmax(0,1fr)_64px_84px_72px_118px] items-center gap-10 px-14'

/** The models that a host listed before it went down, read-only. */
export function LastSeenList({ seen }: { seen: SeenModels }) {
  const { t } = useTranslation()
  const now = useNow(MINUTE)
  const row = useRowHeight()
  const models = useMemo(() => byName(seen.models), [seen.models])
  const { scroller, from, to } = useVirtualRows({ count: models.length, height: row, above: HEAD })
  return (
    <Card className="flex min-h-0 flex-1 flex-col overflow-hidden">
      <div
        ref={scroller}
        role="table"
        aria-label={t('common.places.library')}
        aria-rowcount={models.length + 1}
        tabIndex={0}
        className="min-h-0 flex-1 overflow-y-auto -outline-offset-2"
      >
        <div
          role="row"
          className={`${cells} sticky top-0 z-10 h-28 border-b border-line bg-panel text-caption text-ink-2`}
        >
          <div role="columnheader">{t('hosts.lastSeen.name')}</div>
          <div role="columnheader" className="text-right">
            {t('hosts.lastSeen.params')}
          </div>
          <div role="columnheader">{t('hosts.lastSeen.quant')}</div>
          <div role="columnheader" className="text-right">
            {t('hosts.lastSeen.size')}
          </div>
          <div role="columnheader">{t('hosts.lastSeen.modified')}</div>
        </div>
        <div role="rowgroup" className="relative" style={{ height: models.length * row }}>
          {models.slice(from, to).map((model, index) => (
            <Row key={model.name} model={model} at={from + index} top={(from + index) * row} now={now} />
          ))}
        </div>
      </div>
    </Card>
  )
}

function byName(models: readonly Model[]): Model[] {
  const sorted = [...models]
  sorted.sort((a, b) => naturalCompare(a.name, b.name))
  return sorted
}

function Row({ model, at, top, now }: { model: Model; at: number; top: number; now: number }) {
  const { t } = useTranslation()
  const format = useFormat()
  const unknown = <Unknown label={t('common.unknown')} />
  return (
    <div
      role="row"
      aria-rowindex={at + 2}
      className={`${cells} absolute top-0 left-0 h-(--row) w-full border-b border-line text-ink-2`}
      style={{ transform: `translateY(${top}px)` }}
    >
      <div role="cell" className="min-w-0">
        <ModelName name={model.name} />
      </div>
      <div role="cell" className="figures text-right">
        {escapeInvisible(parametersOf(model)) || unknown}
      </div>
      <div role="cell" className="truncate font-mono text-code">
        {escapeInvisible(model.details.quantization) || unknown}
      </div>
      <div role="cell" className="figures text-right whitespace-nowrap">
        {model.size === null ? (
          <Unknown label={t(model.cloud ? 'common.noFile' : 'common.unknown')} />
        ) : (
          format.bytes(model.size)
        )}
      </div>
      <div role="cell" className="figures truncate">
        {model.modifiedAt === null ? unknown : format.ago(model.modifiedAt, now)}
      </div>
    </div>
  )
}
