import { CircleStop, Clock3, Cpu, MemoryStick, Play } from 'lucide-react'
import { lazy, Suspense } from 'react'
import { useTranslation } from 'react-i18next'
import type { RunningState } from '#shared/contract/running.ts'
import { heldOf, memoryTotals } from '#shared/domain/memory.ts'
import { useCurrentHost, useHostId } from '../../app/data/hosts.ts'
import { inOrder, useHasGpu, useMemoryState, useRunning } from '../../app/data/running.ts'
import { useLeftOut, useListReadAt, useModels } from '../../app/data/models.ts'
import { useCardFocus } from '../../app/card-focus.ts'
import { useFormat } from '../../app/i18n.ts'
import { useNow } from '../../app/now.ts'
import { Button, Card, EmptyState, Page, PageHeader, ProblemView, Skeleton } from '../../ui/index.ts'
import { useLoading } from '../library/memory.ts'
import { useRunningDialogs } from './dialogs.ts'
import { ConnectedClients } from './ConnectedClients.tsx'
import { LoadedCard } from './LoadedCard.tsx'
import { FailedLoadCard } from './FailedLoadCard.tsx'
import { LoadingCard } from './LoadingCard.tsx'
import { MemoryOverview } from './MemoryOverview.tsx'
import { MemoryTimeline } from './MemoryTimeline.tsx'
import { useMemoryHistory, useMemoryInUse } from './queries.ts'
import { troubleOf } from './trouble.ts'

export function RunningPage() {
  const { t } = useTranslation()
  const state = useRunning(useHostId())
  const { openUnloadAll, openFree } = useRunningDialogs()
  const isKnown = state !== undefined && state.readAt !== null
  return (
    <Page>
      <PageHeader
        title={t('running.title')}
        subtitle={isKnown ? <Summary models={state.models} /> : null}
        actions={
          isKnown && state.models.length > 0 ? (
            <>
              <Button icon={MemoryStick} onClick={openFree}>
                {t('running.freeOpen')}
              </Button>
              <Button icon={CircleStop} onClick={openUnloadAll}>
                {t('running.unloadAll')}
              </Button>
              <LoadButton />
            </>
          ) : null
        }
      />
      <Content state={state} />
    </Page>
  )
}

function LoadButton({ primary = false }: { primary?: boolean }) {
  const { t } = useTranslation()
  const openLoad = useRunningDialogs((dialogs) => dialogs.openLoad)
  return (
    <Button icon={Play} variant={primary ? 'primary' : 'secondary'} onClick={() => openLoad()}>
      {t('running.load')}
    </Button>
  )
}

function Content({ state }: { state: RunningState | undefined }) {
  const { t } = useTranslation()
  const list = useCardFocus()
  if (state === undefined || (state.readAt === null && state.problem === null)) return <Loading />
  if (state.readAt === null && state.problem !== null)
    return (
      <ProblemView problem={state.problem} size="page">
        <p className="mt-6 text-ink-2">{t('running.asking')}</p>
      </ProblemView>
    )
  return (
    <div
      ref={list}
      tabIndex={-1}
      className="-mt-4 -mr-14 -ml-4 flex min-h-0 flex-1 flex-col gap-10 overflow-y-auto pt-4 pr-14 pl-4 -outline-offset-2"
    >
      <Loads state={state} />
    </div>
  )
}

function Loads({ state }: { state: RunningState }) {
  const { t } = useTranslation()
  const history = useMemoryHistory(state)
  const inUse = useMemoryInUse(state.hostId)
  const hasGpu = useHasGpu(state.hostId)
  const library = useModels(state.hostId).data
  const leftOut = useLeftOut(state.hostId)
  const readAt = useListReadAt(state.hostId)
  const models = inOrder(state.models)
  const loading = useLoading(state.hostId).filter(({ name }) => !models.some((model) => model.name === name))
  const wasHeld = history?.some((span) => span.models.length > 0) === true
  return (
    <>
      <Trouble state={state} />
      <ClockOffset ms={state.clockOffsetMs ?? 0} />
      <LeftOut count={state.leftOut} />
      <ConnectedClients hostId={state.hostId} />
      {loading.map(({ name, startedAt }) => (
        <LoadingCard key={name} hostId={state.hostId} name={name} startedAt={startedAt} />
      ))}
      {state.failedLoads.map((failed) => (
        <FailedLoadCard key={failed.name} hostId={state.hostId} {...failed} />
      ))}
      {models.map((model) => (
        <LoadedCard
          key={model.name}
          hostId={state.hostId}
          model={model}
          library={leftOut === 0 && readAt.total === null ? library : undefined}
          clockOffsetMs={state.clockOffsetMs}
        />
      ))}
      {models.length > 0 ? <MemoryOverview models={models} hasGpu={hasGpu} /> : null}
      <Measured hostId={state.hostId} />
      {models.length === 0 && loading.length === 0 && state.leftOut === 0 ? (
        <EmptyState icon={Cpu} title={t('running.empty.title')} actions={<LoadButton primary />}>
          {t('running.empty.text')}
        </EmptyState>
      ) : null}
      {history && wasHeld ? <MemoryTimeline spans={history} inUse={inUse} /> : null}
    </>
  )
}

const MachineMemory = lazy(() =>
  import('../machine-memory/MachineMemory.tsx').then((module) => ({ default: module.MachineMemory })),
)

/** What is measured of the host's computer, if it is this one. */
function Measured({ hostId }: { hostId: string }) {
  const { t } = useTranslation()
  const isSandbox = useCurrentHost()?.kind === 'sandbox'
  if (useMemoryState(hostId)?.state !== 'read') return null
  return (
    <Suspense fallback={null}>
      <Card aria-labelledby="machine-memory" className="flex flex-col gap-8 px-14 py-12">
        <h2 id="machine-memory" className="font-semibold">
          {t(isSandbox ? 'running.measured.sandbox' : 'running.measured.title')}
        </h2>
        <MachineMemory hostId={hostId} isFull />
      </Card>
    </Suspense>
  )
}

/** Why the data may be out of date: the last poll failed or is unanswered. */
function Trouble({ state }: { state: RunningState }) {
  const { t } = useTranslation()
  const format = useFormat()
  const trouble = troubleOf(state, useNow(1000))
  if (trouble === null) return null
  const time = format.seconds(trouble.ms)
  if (state.problem)
    return (
      <ProblemView problem={state.problem}>
        <p className="figures mt-6 text-caption text-ink-2">{t('running.lastSeen', { time })}</p>
      </ProblemView>
    )
  return (
    <p role="status" className="figures rounded-card border border-line bg-warning-soft px-12 py-8 text-caption">
      {t('running.late', { time })}
    </p>
  )
}

/** Number of listed models that could not be read. */
function LeftOut({ count }: { count: number }) {
  const { t } = useTranslation()
  const format = useFormat()
  if (count === 0) return null
  return (
    <p role="status" className="figures rounded-card border border-line bg-warning-soft px-12 py-8 text-caption">
      {t('running.leftOut', { count, value: format.count(count) })}
    </p>
  )
}

/** Least clock difference that is shown, in milliseconds; it is known to half a second. */
const WORTH_SAYING = 5_000

function ClockOffset({ ms }: { ms: number }) {
  const { t } = useTranslation()
  const format = useFormat()
  if (Math.abs(ms) < WORTH_SAYING) return null
  const time = format.duration(Math.round(Math.abs(ms) / 1000) * 1000)
  return (
    <p className="figures flex items-center gap-6 text-caption text-ink-2">
      <Clock3 size={13} aria-hidden className="shrink-0" />
      {t(ms > 0 ? 'running.clock.ahead' : 'running.clock.behind', { time })}
    </p>
  )
}

function Loading() {
  const { t } = useTranslation()
  return (
    <div role="status" aria-label={t('common.loading')} className="flex flex-col gap-10">
      <Skeleton className="h-128 rounded-card" />
      <Skeleton className="h-112 rounded-card" />
    </div>
  )
}

function Summary({ models }: { models: RunningState['models'] }) {
  const { t } = useTranslation()
  const format = useFormat()
  if (models.length === 0) return <>{t('running.summary.none')}</>
  const totals = memoryTotals(models)
  const count = { count: models.length, value: format.count(models.length) }
  if (heldOf(totals).bytes === 0) return <>{t('running.summary.notReported', count)}</>
  const held: string[] = (['gpu', 'cpu', 'unknown'] as const)
    .filter((kind) => totals[kind] > 0)
    .map((kind) => t(`running.summary.${kind}`, { size: format.bytes(totals[kind]) }))
  const known = held.reduce((first, second): string => t('running.summary.and', { first, second }))
  const memory = totals.isPartial ? t('common.amount.at_least', { size: known }) : known
  return <>{t('running.summary.models', { ...count, memory })}</>
}
