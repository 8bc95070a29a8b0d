import { CircleStop, Cpu, Play } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import type { RunningState } from '#shared/contract/running.ts'
import { memoryTotals } from '#shared/domain/memory.ts'
import { useHostId } from '../../app/data/hosts.ts'
import { inOrder, useRunning } from '../../app/data/running.ts'
import { useFocusKept } from '../../app/focus-kept.ts'
import { useFormat } from '../../app/i18n.ts'
import { useNow } from '../../app/now.ts'
import { Button, EmptyState, Page, PageHeader, ProblemView, Skeleton } from '../../ui/index.ts'
import { useRunningDialogs } from './dialogs.ts'
import { LoadedCard } from './LoadedCard.tsx'
import { MemoryOverview } from './MemoryOverview.tsx'

export function RunningPage() {
  const { t } = useTranslation()
  const state = useRunning(useHostId())
  const openUnloadAll = useRunningDialogs((dialogs) => dialogs.openUnloadAll)
  const isKnown = state !== undefined && state.readAt !== null
  return (
    <Page>
      <PageHeader
        title={t('running.title')}
        subtitle={isKnown ? <Summary models={state.models} /> : null}
        actions={
          isKnown && state.models.length > 0 ? (
            <>
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
  const list = useFocusKept()
  if (state === undefined || (state.readAt === null && state.problem === null)) return <Loading />
  if (state.readAt === null && state.problem !== null)
    return (
      <ProblemView problem={state.problem} size="page">
        <p className="mt-6 text-ink-2">{t('running.asking')}</p>
      </ProblemView>
    )
  const models = inOrder(state.models)
  return (
    <div
      ref={list}
      tabIndex={-1}
      className="-mr-14 flex min-h-0 flex-1 flex-col gap-10 overflow-y-auto pr-14 outline-none"
    >
      {state.problem && state.readAt !== null ? (
        <ProblemView problem={state.problem}>
          <LastSeen at={state.readAt} />
        </ProblemView>
      ) : null}
      {models.length === 0 ? (
        <EmptyState icon={Cpu} title={t('running.empty.title')} actions={<LoadButton primary />}>
          {t('running.empty.text')}
        </EmptyState>
      ) : (
        <>
          <MemoryOverview models={models} />
          {models.map((model, series) => (
            <LoadedCard
              key={model.name}
              hostId={state.hostId}
              model={model}
              series={series}
              clockOffsetMs={state.clockOffsetMs}
            />
          ))}
        </>
      )}
    </div>
  )
}

function LastSeen({ at }: { at: number }) {
  const { t } = useTranslation()
  const format = useFormat()
  const time = format.duration(Math.max(0, useNow(1000) - at))
  return <p className="figures mt-6 text-caption text-ink-2">{t('running.lastSeen', { time })}</p>
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
  const held: string[] = (['gpu', 'cpu', 'unknown'] as const)
    .filter((kind) => totals[kind] > 0)
    .map((kind) => t(`running.summary.${kind}`, { size: format.bytes(totals[kind]) }))
  const [first = t('running.summary.unknown', { size: format.bytes(0) }), ...others] = held
  const memory = others.reduce((first, second): string => t('running.summary.and', { first, second }), first)
  return <>{t('running.summary.models', { count: models.length, value: format.count(models.length), memory })}</>
}
