import { functionalUpdate, useTable } from '@tanstack/react-table'
import { ArrowDownAZ, Boxes, Download, RotateCw, SearchX } from 'lucide-react'
import { lazy, Suspense, useLayoutEffect, useMemo } from 'react'
import { useTranslation } from 'react-i18next'
import type { Model } from '#shared/contract/library.ts'
import type { Loaded } from '#shared/contract/running.ts'
import { diskUse } from '#shared/domain/sharing.ts'
import { useCurrentHost, useHostId } from '../../app/data/hosts.ts'
import { useModels } from '../../app/data/models.ts'
import { useRunning } from '../../app/data/running.ts'
import { useFormat } from '../../app/i18n.ts'
import { useNavigation } from '../../app/navigation.ts'
import { problemOf } from '../../host/index.ts'
import { Button, Card, EmptyState, IconButton, Menu, Page, PageHeader, ProblemView, Skeleton } from '../../ui/index.ts'
import { useModelActs, type ModelActs } from './acts.ts'
import { byName, columnIds, columns, features } from './columns.ts'
import { filterModels, isFiltering, noFilters } from './filter.ts'
import { FilterBar } from './FilterBar.tsx'
import { loadedAs } from './loaded.ts'
import { shownMarks } from './marks.ts'
import { ModelGrid } from './ModelGrid.tsx'
import { SelectionBar } from './SelectionBar.tsx'
import { useLibrary } from './state.ts'

const Inspector = lazy(() => import('../inspector/Inspector.tsx').then((module) => ({ default: module.Inspector })))

const nothingLoaded: readonly Loaded[] = []
const noModels: readonly Model[] = []

/** The models of the current host, and one of them beside the list. */
export function LibraryPage() {
  const hostId = useHostId()
  const selected = useNavigation((navigation) => navigation.selected)
  const enter = useLibrary((library) => library.enter)
  useLayoutEffect(() => enter(hostId), [enter, hostId])
  return (
    <div className="relative flex h-full min-h-0">
      <Page className="min-w-0 flex-1">
        <Library hostId={hostId} />
      </Page>
      {selected !== null && (
        <Suspense fallback={<div className="hidden w-424 shrink-0 wide:block" />}>
          <Inspector key={selected} hostId={hostId} name={selected} />
        </Suspense>
      )}
    </div>
  )
}

function Library({ hostId }: { hostId: string }) {
  const { t } = useTranslation()
  const host = useCurrentHost()
  const query = useModels(hostId, host?.reach === 'up')
  const running = useRunning(hostId)?.models ?? nothingLoaded
  const acts = useModelActs(hostId)
  const models = query.data
  const rows = useRows(models ?? noModels, running)
  return (
    <>
      <PageHeader
        title={t('library.title')}
        subtitle={<span role="status">{models && <Facts models={models} shown={rows.shown.length} />}</span>}
        actions={
          <>
            <IconButton
              icon={RotateCw}
              label={t('library.refresh')}
              busy={query.isFetching}
              onClick={() => void query.refetch()}
            />
            <SortMenu />
            {models?.length !== 0 && (
              <Button variant="primary" icon={Download} onClick={() => acts.pull()}>
                {t('library.pull')}
              </Button>
            )}
          </>
        }
      />
      {models === undefined ? (
        query.isError ? (
          <ProblemView
            size="page"
            problem={problemOf(query.error)}
            onRetry={() => void query.refetch()}
            retrying={query.isFetching}
          />
        ) : (
          <SkeletonList />
        )
      ) : models.length === 0 ? (
        <EmptyState
          icon={Boxes}
          title={t('library.empty.title')}
          actions={
            <Button variant="primary" icon={Download} onClick={() => acts.pull()}>
              {t('library.pull')}
            </Button>
          }
        >
          {t('library.empty.text')}
        </EmptyState>
      ) : (
        <>
          {query.isError && <ProblemView size="line" problem={problemOf(query.error)} />}
          <Models hostId={hostId} models={models} rows={rows} running={running} acts={acts} />
        </>
      )}
    </>
  )
}

/** How many there are, how many of them are shown, and what all really take, copies counted once. */
function Facts({ models, shown }: { models: readonly Model[]; shown: number }) {
  const { t } = useTranslation()
  const format = useFormat()
  const filters = useLibrary((library) => library.filters)
  const { unique, shared } = diskUse([...models])
  const size = format.bytes(unique)
  const all = t('common.models', { count: models.length, value: format.count(models.length) })
  const count = isFiltering(filters) ? t('library.shown', { shown: format.count(shown), all }) : all
  const disk =
    shared > 0 ? t('library.onDiskShared', { size, shared: format.bytes(shared) }) : t('common.onDisk', { size })
  return `${count} · ${disk}`
}

/** The same as the heads of the columns, for those that have no room. */
function SortMenu() {
  const { t } = useTranslation()
  const { sorting, sort } = useLibrary()
  const current = sorting[0]
  return (
    <Menu
      align="end"
      trigger={<IconButton icon={ArrowDownAZ} label={t('library.sort')} />}
      entries={[
        ...columnIds.map((id) => ({
          label: t(`library.column.${id}`),
          checked: current?.id === id,
          onSelect: () => sort([{ id, desc: current?.desc ?? false }]),
        })),
        'line' as const,
        ...[false, true].map((desc) => ({
          label: t(desc ? 'library.descending' : 'library.ascending'),
          checked: (current?.desc ?? false) === desc,
          onSelect: () => sort([{ id: current?.id ?? 'name', desc }]),
        })),
      ]}
    />
  )
}

interface ModelsProps {
  hostId: string
  models: readonly Model[]
  rows: ReturnType<typeof useRows>
  running: readonly Loaded[]
  acts: ModelActs
}

function Models({ hostId, models, rows, running, acts }: ModelsProps) {
  const { t } = useTranslation()
  const { marks, filter } = useLibrary()
  const { table, shown, loaded } = rows
  const names = useMemo(() => shown.map(({ name }) => name), [shown])
  const marked = shownMarks(marks, names)
  return (
    <>
      <FilterBar models={models} loaded={loaded} />
      <Card className="@container flex min-h-0 flex-1 flex-col overflow-hidden">
        {shown.length === 0 ? (
          <EmptyState
            icon={SearchX}
            title={t('library.noMatch.title')}
            actions={<Button onClick={() => filter(noFilters)}>{t('library.clearFilters')}</Button>}
          >
            {t('library.noMatch.text')}
          </EmptyState>
        ) : (
          <ModelGrid
            hostId={hostId}
            models={shown}
            columns={table.getAllLeafColumns()}
            running={running}
            marked={marked}
            acts={acts}
          />
        )}
        {marked.length > 0 && (
          <SelectionBar models={shown.filter(({ name }) => marked.includes(name))} running={running} acts={acts} />
        )}
      </Card>
    </>
  )
}

/** The models that pass the filters, in the order of the sorted column. */
function useRows(models: readonly Model[], running: readonly Loaded[]) {
  const { filters, sorting, sort } = useLibrary()
  const ordered = useMemo(() => byName(models), [models])
  // Polls bring a new list of what is loaded each time; only another content may order the rows anew.
  const loadedNames = ordered.filter((model) => loadedAs(model, running) !== null).map(({ name }) => name)
  const loadedKey = loadedNames.join('\n')
  const data = useMemo(() => {
    const loaded = new Set(loadedKey.split('\n'))
    return filterModels(ordered, filters, ({ name }) => loaded.has(name))
  }, [ordered, filters, loadedKey])
  const table = useTable({
    features,
    columns,
    data,
    getRowId: ({ name }) => name,
    enableMultiSort: false,
    enableSortingRemoval: false,
    state: { sorting },
    onSortingChange: (change) => sort(functionalUpdate(change, sorting)),
  })
  const { rows } = table.getRowModel()
  const shown = useMemo(() => rows.map(({ original }) => original), [rows])
  return { table, shown, loaded: loadedNames.length }
}

const skeletonRows = [190, 150, 230, 170, 120, 200, 140, 180]

/** Rows of the size of those that are being read. */
function SkeletonList() {
  const { t } = useTranslation()
  return (
    <>
      <Skeleton className="h-24 w-170" />
      <Card className="min-h-0 flex-1 overflow-hidden" aria-busy aria-label={t('common.loading')}>
        <div className="h-28 border-b border-line" />
        {skeletonRows.map((width) => (
          <div key={width} className="flex h-38 items-center gap-10 border-b border-line px-10">
            <span className="pulse size-8 rounded-full bg-track" />
            <span className="flex-1">
              <span className="block" style={{ width }}>
                <Skeleton />
              </span>
            </span>
            <Skeleton className="w-40" />
            <Skeleton className="w-54" />
          </div>
        ))}
      </Card>
    </>
  )
}
