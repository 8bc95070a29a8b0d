import { useQueryClient } from '@tanstack/react-query'
import { FileDown, ListX } from 'lucide-react'
import { useCallback, useDeferredValue, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Transfer } from '#shared/contract/transfers.ts'
import { useHostNames } from '../../app/data/hosts.ts'
import { useTransfers } from '../../app/data/transfers.ts'
import { download, fileTime } from '../../app/download.ts'
import { useHostName } from '../../app/host-display.ts'
import { useFormat } from '../../app/i18n.ts'
import { queryKeys } from '../../app/query-keys.ts'
import { Button, notify, Segmented, SearchInput } from '../../ui/index.ts'
import { Cards, Section } from './Cards.tsx'
import { exportOf } from './export.ts'
import { clearable, endedOf, everything, outcomes, type EndedFilter } from './sections.ts'
import { useTransferActs } from './use-acts.ts'

/** Cards that are rendered at first, and added by each press. */
const SHOWN = 50

/** Ended transfers, newest first, with search, filter, export and clear. */
export function EndedList({ count }: { count: number }) {
  const { t } = useTranslation()
  const format = useFormat()
  const [filter, setFilter] = useState(everything)
  const [shown, setShown] = useState(SHOWN)
  // Rendering fifty other cards takes time, in which a key typed must not wait.
  const { text, outcome } = useDeferredValue(filter)
  const ids = useTransfers(useCallback((list) => endedOf(list, { text, outcome }).map(({ id }) => id), [text, outcome]))
  const canClear = useTransfers(
    useCallback((list) => clearable(endedOf(list, { text, outcome }), outcome).length > 0, [text, outcome]),
  )
  const change = (next: Partial<EndedFilter>) => {
    setFilter({ ...filter, ...next })
    setShown(SHOWN)
  }
  return (
    <Section
      title={t('transfers.ended.title')}
      aside={<Acts filter={filter} canExport={ids.length > 0} canClear={canClear} />}
    >
      <div role="search" className="flex flex-wrap items-center gap-10">
        <SearchInput
          compact
          aria-label={t('transfers.ended.searchLabel')}
          placeholder={t('transfers.ended.search')}
          value={filter.text}
          onValueChange={(next) => change({ text: next })}
          className="w-220"
        />
        <Segmented
          label={t('transfers.ended.outcome')}
          value={filter.outcome}
          onValueChange={(next) => change({ outcome: next })}
          items={outcomes.map((value) => ({ value, label: t(`transfers.ended.outcomes.${value}`) }))}
        />
        <span role="status" className="figures text-caption text-ink-2">
          {ids.length === count
            ? t('transfers.ended.count', { count, value: format.count(count) })
            : t('transfers.ended.found', { value: format.count(ids.length), all: format.count(count) })}
        </span>
      </div>
      {ids.length === 0 ? (
        <p className="py-10 text-ink-2">
          {t('transfers.ended.none')}{' '}
          <Button variant="ghost-accent" onClick={() => change(everything)}>
            {t('transfers.ended.showAll')}
          </Button>
        </p>
      ) : (
        <Cards ids={ids.slice(0, shown)} />
      )}
      {ids.length > shown ? (
        <Button className="self-center" onClick={() => setShown(shown + SHOWN)}>
          {t('transfers.ended.more', { value: format.count(Math.min(SHOWN, ids.length - shown)) })}
        </Button>
      ) : null}
    </Section>
  )
}

interface ActsProps {
  filter: EndedFilter
  canExport: boolean
  canClear: boolean
}

function Acts({ filter, canExport, canClear }: ActsProps) {
  const { t } = useTranslation()
  const cache = useQueryClient()
  const { clear } = useTransferActs()
  const hosts = useHostNames()?.hosts ?? []
  const hostName = useHostName()
  const found = () => endedOf(cache.getQueryData<readonly Transfer[]>(queryKeys.transfers) ?? [], filter)
  const save = () => {
    const named = (hostId: string) => {
      const host = hosts.find(({ id }) => id === hostId)
      return host ? hostName(host) : null
    }
    const name = `corral-transfers-${fileTime(Date.now())}.json`
    download(new Blob([exportOf(found(), named)], { type: 'application/json' }), name)
    notify({ title: t('transfers.ended.saved', { name }) })
  }
  return (
    <div className="ml-auto flex gap-6">
      <Button variant="ghost" icon={FileDown} disabled={!canExport} onClick={save}>
        {t('transfers.ended.export')}
      </Button>
      <Button variant="ghost" icon={ListX} disabled={!canClear} onClick={() => clear(filter)}>
        {t(`transfers.ended.clear.${filter.outcome}`)}
      </Button>
    </div>
  )
}
