import { FileDown, History } from 'lucide-react'
import { useDeferredValue, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { operationKinds, type HistoryFilter } from '#shared/contract/history.ts'
import type { CorralClient } from '#shared/contract/index.ts'
import { useClient } from '../../app/core.tsx'
import { download, fileTime } from '../../app/download.ts'
import { useFormat } from '../../app/i18n.ts'
import { useReport } from '../../app/report.ts'
import { problemOf } from '../../host/index.ts'
import {
  Button,
  Chip,
  EmptyState,
  Menu,
  notify,
  Page,
  PageHeader,
  ProblemView,
  SearchInput,
  Select,
  Skeleton,
} from '../../ui/index.ts'
import { EntryPanel } from './EntryPanel.tsx'
import { readAll, toCsv, toJson } from './export.ts'
import { useHostNameThen } from './host-name-then.ts'
import { HistoryList } from './HistoryList.tsx'
import { everything, PAGE, useFollowModels, useHistoryList, useHistoryState } from './queries.ts'

const setFilter = (change: Partial<HistoryFilter>) =>
  useHistoryState.setState(({ filter }) => ({ filter: { ...filter, ...change } }))

/** What was done, by day, with what was sent and what can be undone. */
export function HistoryPage() {
  const { t } = useTranslation()
  const { filter, open } = useHistoryState()
  const [limit, setLimit] = useState(PAGE)
  useFollowModels()
  // A key typed must not wait for the list.
  const { data, error, refetch, isFetching } = useHistoryList(useDeferredValue(filter), limit)
  const count = useCountText(data)
  if (error)
    return <ProblemView problem={problemOf(error)} size="page" onRetry={() => void refetch()} retrying={isFetching} />
  if (data?.total === 0)
    return (
      <Page>
        <PageHeader title={t('history.title')} />
        <EmptyState icon={History} title={t('history.empty.title')}>
          {t('history.empty.text')}
        </EmptyState>
      </Page>
    )
  return (
    <Page>
      <PageHeader title={t('history.title')} subtitle={<span role="status">{count}</span>} actions={<Export />} />
      <Filters hosts={data?.hosts ?? []} />
      <div className="@container relative flex min-h-0 flex-1 overflow-hidden rounded-card border border-line bg-panel">
        {data === undefined ? (
          <div className="flex flex-1 flex-col gap-20 p-14">
            {Array.from({ length: 8 }, (_, at) => (
              <Skeleton key={at} className="w-[60%]" />
            ))}
          </div>
        ) : data.rows.length === 0 ? (
          <p className="m-auto text-ink-2">
            {t('history.none')}{' '}
            <Button variant="ghost-accent" onClick={() => setFilter(everything)}>
              {t('history.showAll')}
            </Button>
          </p>
        ) : (
          <HistoryList rows={data.rows} onEnd={() => data.rows.length < data.found && setLimit(limit + PAGE)} />
        )}
        {open === null ? null : <EntryPanel key={open} id={open} />}
      </div>
    </Page>
  )
}

function useCountText(data: { found: number; total: number } | undefined): string {
  const { t } = useTranslation()
  const format = useFormat()
  if (data === undefined) return ''
  const { found, total } = data
  return found === total
    ? t('history.count', { count: total, value: format.count(total) })
    : t('history.found', { value: format.count(found), all: format.count(total) })
}

const ALL = 'all'

function Filters({ hosts }: { hosts: readonly { name: string; url: string }[] }) {
  const { t } = useTranslation()
  const filter = useHistoryState(({ filter }) => filter)
  const nameOf = useHostNameThen()
  return (
    <div role="search" className="flex flex-wrap items-center gap-8">
      <SearchInput
        compact
        data-filter
        aria-label={t('history.searchLabel')}
        placeholder={t('history.search')}
        value={filter.text}
        onValueChange={(text) => setFilter({ text })}
        className="w-220"
      />
      <Select
        compact
        label={t('history.host')}
        value={filter.url ?? ALL}
        items={[
          { value: ALL, label: t('history.allHosts') },
          ...hosts.map((host) => ({ value: host.url, label: nameOf(host) })),
        ]}
        onValueChange={(url) => setFilter({ url: url === ALL ? null : url })}
      />
      <Select
        compact
        label={t('history.kind')}
        value={filter.kinds[0] ?? ALL}
        items={[
          { value: ALL, label: t('history.allKinds') },
          ...operationKinds.map((value) => ({ value, label: t(`history.kinds.${value}`) })),
        ]}
        onValueChange={(kind) => setFilter({ kinds: kind === ALL ? [] : [kind] })}
      />
      {filter.model === null ? null : (
        <Chip pressed onPressedChange={() => setFilter({ model: null })}>
          {t('history.onlyModel', { name: filter.model })}
        </Chip>
      )}
    </div>
  )
}

function Export() {
  const { t } = useTranslation()
  const client = useClient()
  const report = useReport()
  const save = async (form: 'json' | 'csv') => {
    const name = await saveAs(form, client)
    notify({ title: t('history.export.saved', { name }) })
  }
  return (
    <Menu
      entries={(['json', 'csv'] as const).map((kind) => ({
        label: t(`history.export.${kind}`),
        onSelect: () => void report(save(kind)),
      }))}
      trigger={
        <Button variant="ghost" icon={FileDown}>
          {t('history.export.label')}
        </Button>
      }
    />
  )
}

/** Saves what passes the filter; resolves to the name of the file. */
async function saveAs(form: 'json' | 'csv', client: CorralClient): Promise<string> {
  const entries = await readAll(client, useHistoryState.getState().filter)
  const text = form === 'json' ? toJson(entries) : await toCsv(entries)
  const name = `corral-history-${fileTime(Date.now())}.${form}`
  download(new Blob([text], { type: form === 'json' ? 'application/json' : 'text/csv' }), name)
  return name
}
