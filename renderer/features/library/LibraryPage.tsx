import { Boxes, Download, RotateCw, SearchX } from 'lucide-react'
import { lazy, Suspense, useLayoutEffect } from 'react'
import { useTranslation } from 'react-i18next'
import type { Model } from '#shared/contract/library.ts'
import type { Loaded } from '#shared/contract/running.ts'
import { useCanTransfer, useCurrentHost, useHostId } from '../../app/data/hosts.ts'
import { useHasModels, useLeftOut, useModels } from '../../app/data/models.ts'
import { useLoaded } from '../../app/data/running.ts'
import { loadTexts } from '../../app/i18n.ts'
import { lazyComponent } from '../../app/lazy-component.tsx'
import { useNavigation } from '../../app/navigation.ts'
import { Button, Card, EmptyState, IconButton, Page, PageHeader } from '../../ui/index.ts'
import { useComparison } from '../inspector/comparison.ts'
import { useModelActs, type ModelActs } from './acts.ts'
import { ColumnsButton } from './ColumnsButton.tsx'
import { columnsOf } from './columns.ts'
import { Facts } from './Facts.tsx'
import { noFilters } from './filter.ts'
import { FilterBar } from './FilterBar.tsx'
import { LeftoverRenames } from './LeftoverRenames.tsx'
import { ModelGrid } from './ModelGrid.tsx'
import { OrderMenu } from './OrderMenu.tsx'
import { useSelectedShown } from './rows.ts'
import { SkeletonList } from './SkeletonList.tsx'
import { useLibrary } from './state.ts'
import { useList, type List } from './use-list.ts'
import { UpdatesButton } from './UpdatesButton.tsx'
import { useLibraryView } from './view.ts'

const ListProblem = lazyComponent(async () => (await import('./ListProblem.tsx')).ListProblem)
const Inspector = lazy(async () => {
  await loadTexts('rest', 'inspector')
  return { default: (await import('../inspector/Inspector.tsx')).Inspector }
})
const Comparison = lazy(async () => {
  await loadTexts('rest', 'inspector')
  return { default: (await import('../inspector/Comparison.tsx')).Comparison }
})

const OfflineHost = lazyComponent(async () => (await import('../../app/frame/OfflineHost.tsx')).OfflineHost)
const SelectionBar = lazyComponent(async () => (await import('./SelectionBar.tsx')).SelectionBar)
const LearnFits = lazyComponent(async () => (await import('../memory-fit/LearnFits.tsx')).LearnFits)
const OfflineNote = lazyComponent(async () => (await import('./OfflineNote.tsx')).OfflineNote)

const BinButton = lazyComponent(async () => (await import('../bin/BinButton.tsx')).BinButton, 'bin')
const BinPage = lazyComponent(async () => (await import('../bin/BinPage.tsx')).BinPage, 'bin')

const nothingLoaded: readonly Loaded[] = []
const noModels: readonly Model[] = []

/** The models of the current host with the inspector beside them, or a comparison of two models. */
export function LibraryPage() {
  const hostId = useHostId()
  const inspected = useNavigation((navigation) => navigation.inspected)
  const isBin = useNavigation((navigation) => navigation.isBin)
  const compared = useComparison((comparison) => comparison.left)
  const enter = useLibrary((library) => library.enter)
  useLayoutEffect(() => enter(hostId), [enter, hostId])
  const host = useCurrentHost()
  const isKnown = useHasModels(hostId)
  if (host?.reach === 'down' && !isKnown)
    return (
      <Suspense>
        <OfflineHost host={host} />
      </Suspense>
    )
  if (isBin)
    return (
      <Suspense>
        <BinPage key={hostId} hostId={hostId} />
      </Suspense>
    )
  if (compared !== null)
    return (
      <Suspense>
        <Comparison hostId={hostId} />
      </Suspense>
    )
  return (
    <div className="relative flex h-full min-h-0">
      <Page className="min-w-0 flex-1">
        <Library hostId={hostId} />
      </Page>
      {inspected !== null && (
        <Suspense fallback={<div className="hidden w-424 shrink-0 wide:block" />}>
          <Inspector key={inspected} hostId={hostId} name={inspected} />
        </Suspense>
      )}
    </div>
  )
}

function Library({ hostId }: { hostId: string }) {
  const { t } = useTranslation()
  const host = useCurrentHost()
  const canTransfer = useCanTransfer()
  const query = useModels(hostId, host?.reach === 'up')
  const { view, change } = useLibraryView()
  const offline = host?.reach === 'down' ? host : null
  const loaded = useLoaded(hostId) ?? nothingLoaded
  const running = offline ? nothingLoaded : loaded
  const acts = useModelActs(hostId)
  const models = query.data
  const leftOut = useLeftOut(hostId)
  const list = useList(hostId, models ?? noModels, offline ? null : running)
  useSelectedShown(models ?? noModels, list.rows)
  return (
    <>
      <PageHeader
        title={t('library.title')}
        subtitle={
          <span role="status">{models && <Facts hostId={hostId} models={models} list={list} leftOut={leftOut} />}</span>
        }
        actions={
          <>
            <Suspense>
              <BinButton hostId={hostId} />
            </Suspense>
            <IconButton
              icon={RotateCw}
              label={t('library.refresh')}
              busy={query.isFetching}
              disabled={offline !== null}
              onClick={() => void query.refetch()}
            />
            {models && models.length > 0 && canTransfer && <UpdatesButton hostId={hostId} />}
            {view && <OrderMenu view={view} onChange={change} />}
            {view && <ColumnsButton hostId={hostId} view={view} onChange={change} />}
            {models?.length !== 0 && canTransfer && (
              <Button variant="primary" icon={Download} onClick={() => acts.pull()}>
                {t('library.pull')}
              </Button>
            )}
          </>
        }
      />
      {offline && models && (
        <Suspense>
          <OfflineNote host={offline} shown={models.length} />
        </Suspense>
      )}
      {models === undefined || view === undefined ? (
        query.isError ? (
          <Suspense>
            <ListProblem query={query} hasList={false} />
          </Suspense>
        ) : (
          <SkeletonList />
        )
      ) : models.length === 0 ? (
        <EmptyState
          icon={Boxes}
          title={t('library.empty.title')}
          actions={
            canTransfer && (
              <Button variant="primary" icon={Download} onClick={() => acts.pull()}>
                {t('library.pull')}
              </Button>
            )
          }
        >
          {t('library.empty.text')}
        </EmptyState>
      ) : (
        <>
          <Suspense>{query.isError && !offline && <ListProblem query={query} hasList />}</Suspense>
          <LeftoverRenames models={models} acts={acts} />
          <Models hostId={hostId} models={models} list={list} running={running} acts={acts} />
        </>
      )}
    </>
  )
}

interface ModelsProps {
  hostId: string
  models: readonly Model[]
  list: List
  running: readonly Loaded[]
  acts: ModelActs
}

function Models({ hostId, models, list, running, acts }: ModelsProps) {
  const { t } = useTranslation()
  const filter = useLibrary((library) => library.filter)
  const { rows, selected, loaded, ...sharing } = list
  const wanted = useWantedFits()
  return (
    <>
      <FilterBar hostId={hostId} models={models} loaded={loaded} />
      {wanted !== 'none' && (
        <Suspense>
          <LearnFits hostId={hostId} all={wanted === 'all' ? models : noModels} />
        </Suspense>
      )}
      <Card className="flex min-h-0 flex-1 flex-col overflow-hidden">
        {rows.length === 0 ? (
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
            models={models}
            rows={rows}
            running={running}
            selected={selected}
            acts={acts}
            {...sharing}
          />
        )}
        {selected.length > 0 && (
          <Suspense>
            <SelectionBar models={models} list={list} running={running} acts={acts} />
          </Suspense>
        )}
      </Card>
    </>
  )
}

/** Of which models it is shown whether they fit: those in view, or all if the list is in this order or filtered by it. */
function useWantedFits(): 'none' | 'drawn' | 'all' {
  const { view } = useLibraryView()
  const isFiltered = useLibrary((library) => library.filters.fit !== null)
  if (isFiltered || view?.sort.column === 'fits') return 'all'
  return view && columnsOf(view.columns).some(({ id, shown }) => id === 'fits' && shown) ? 'drawn' : 'none'
}
