import { useMemo } from 'react'
import { useTranslation } from 'react-i18next'
import type { BinEntry } from '#shared/contract/bin.ts'
import type { Host } from '#shared/contract/hosts.ts'
import { removalOf } from '#shared/domain/sharing.ts'
import { useModels } from '../../app/data/models.ts'
import { useWeightsOf } from '../../app/data/weights.ts'
import { useFormat } from '../../app/i18n.ts'
import { Checkbox } from '../../ui/index.ts'
import { Frees } from './Frees.tsx'

interface ForgetBinProps {
  host: Host
  entries: readonly BinEntry[]
  /** How many models Corral has put there, where the host does not tell its entries. */
  known: number
  /** Whether the bin is emptied before the host is forgotten. */
  emptyNow: boolean
  onEmptyNowChange: (emptyNow: boolean) => void
}

/** What becomes of the bin of a host that is forgotten: it stays on the server, or is emptied before. */
export function ForgetBin({ host, entries, known, emptyNow, onEmptyNowChange }: ForgetBinProps) {
  const { t } = useTranslation()
  const format = useFormat()
  const models = useModels(host.id, host.reach === 'up').data
  const weightsOf = useWeightsOf(host.id)
  const removal = useMemo(
    () =>
      models &&
      removalOf(
        entries.map(({ name }) => name),
        [...models, ...entries],
        weightsOf,
      ),
    [entries, models, weightsOf],
  )
  const others = entries.filter(({ isOwn }) => !isOwn).length
  if (entries.length === 0)
    return <p className="mt-8 text-ink">{t('bin.forgetting.known', { count: known, value: format.count(known) })}</p>
  return (
    <div className="mt-8 flex flex-col gap-8">
      <p className="text-ink">
        {t('bin.forgetting.has', { count: entries.length, value: format.count(entries.length) })}
      </p>
      {others > 0 && <p>{t('bin.forgetting.others', { count: others, value: format.count(others) })}</p>}
      <Checkbox checked={emptyNow} onCheckedChange={onEmptyNowChange}>
        {t('bin.forgetting.emptyNow')}
      </Checkbox>
      {emptyNow && removal && <Frees removal={{ ...removal, kept: [] }} />}
    </div>
  )
}
