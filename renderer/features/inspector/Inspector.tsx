import { Download, Trash2 } from 'lucide-react'
import { Suspense, useEffect, useRef, type KeyboardEvent } from 'react'
import { useTranslation } from 'react-i18next'
import type { Inspection, Model } from '#shared/contract/library.ts'
import type { Sharing } from '#shared/domain/sharing.ts'
import { useCurrentHost } from '../../app/data/hosts.ts'
import { useListReadAt, useModels } from '../../app/data/models.ts'
import { sharingOf, useWeightsOf } from '../../app/data/weights.ts'
import { useLoaded } from '../../app/data/running.ts'
import { useFormat } from '../../app/i18n.ts'
import { lazyComponent } from '../../app/lazy-component.tsx'
import { useNavigation } from '../../app/navigation.ts'
import { useNow } from '../../app/now.ts'
import { problemOf } from '../../host/index.ts'
import { Button, ProblemView, Skeleton, TabPanel, Tabs } from '../../ui/index.ts'
import { useModelActs } from '../library/acts.ts'
import { loadedAs } from '../library/possible-acts.ts'
import { useLibrary } from '../library/state.ts'
import { Configuration } from './Configuration.tsx'
import { listedInspection } from './facts.ts'
import { InspectorFrame } from './InspectorFrame.tsx'
import { InspectorHead } from './InspectorHead.tsx'
import { Metadata } from './Metadata.tsx'
import { ModelMemory } from './ModelMemory.tsx'
import { Overview } from './Overview.tsx'
import { useInspection, type Subject } from './queries.ts'
import { RawTexts } from './RawTexts.tsx'
import { RestoredScroll } from './scroll-restoration.tsx'
import { inspectorTabs, useInspectorTab, type InspectorTab } from './tab.ts'
import { Template } from './Template.tsx'
import { Tensors } from './Tensors.tsx'
import { Tokens } from './Tokens.tsx'
import { Usage } from './Usage.tsx'

const KeptVersions = lazyComponent(async () => (await import('../bin/KeptVersions.tsx')).KeptVersions, 'bin')

const MINUTE = 60_000

/** The inspector of a model: beside the list, or over it in a narrow window. */
export function Inspector({ hostId, name }: { hostId: string; name: string }) {
  const { t } = useTranslation()
  const host = useCurrentHost()
  const models = useModels(hostId, host?.reach === 'up').data
  const model = models?.find((one) => one.name === name)
  const isOffline = host?.reach === 'down'
  const running = useLoaded(hostId)
  const weightsOf = useWeightsOf(hostId)
  const sharing = models && model && sharingOf(models, weightsOf)(model)
  const loaded = model && running && !isOffline ? loadedAs(model, running) : null
  const panel = useRef<HTMLElement>(null)
  useFocusOverlay(panel)
  const close = useClose()
  const onKeyDown = (event: KeyboardEvent) => {
    // An open popup handles Escape itself, but React lets the event bubble to here.
    if (event.key !== 'Escape' || event.defaultPrevented || !panel.current?.contains(event.target as Node)) return
    event.preventDefault()
    close()
  }
  return (
    <InspectorFrame>
      <aside
        ref={panel}
        tabIndex={-1}
        aria-label={name}
        onKeyDown={onKeyDown}
        className="flex min-w-0 flex-1 flex-col overflow-hidden border-l border-line bg-panel shadow-popup -outline-offset-2 wide:rounded-card wide:border wide:shadow-none"
      >
        <InspectorHead hostId={hostId} name={name} model={model} loadedAs={loaded} onClose={close} />
        {model?.readOnly === true ? (
          <div className="p-14">
            <p className="font-semibold">{t('inspector.readOnly')}</p>
            <p className="mt-4 text-ink-2">{t('library.readOnly')}</p>
          </div>
        ) : (
          <Content
            subject={{ hostId, name, digest: model?.digest ?? '' }}
            model={model}
            sharing={sharing}
            ready={models !== undefined}
            isOffline={isOffline}
          />
        )}
      </aside>
    </InspectorFrame>
  )
}

/** Focuses the panel if it covers the list; beside the list, the list keeps the focus. */
function useFocusOverlay(panel: { current: HTMLElement | null }): void {
  useEffect(() => {
    const frame = panel.current?.parentElement
    if (frame && getComputedStyle(frame).position === 'absolute') panel.current?.focus()
  }, [panel])
}

function useClose(): () => void {
  const inspect = useNavigation((navigation) => navigation.inspect)
  const focusList = useLibrary((library) => library.focusList)
  return () => {
    inspect(null)
    focusList()
  }
}

interface ContentProps {
  subject: Subject
  model: Model | undefined
  sharing: Sharing | undefined
  /** Whether the list, and thus the digest, is known. */
  ready: boolean
  /** The host does not answer, so that only what is known of it is shown. */
  isOffline: boolean
}

function Content({ subject, model, sharing, ready, isOffline }: ContentProps) {
  const { t } = useTranslation()
  const { tab, show } = useInspectorTab()
  const acts = useModelActs(subject.hostId)
  const query = useInspection(subject, ready && !isOffline)
  // While another model is read, the one before is shown; offline nothing is read.
  const known = isOffline && query.isPlaceholderData ? undefined : query.data
  const inspection = known ?? (isOffline && model ? listedInspection(model) : undefined)
  if (query.isError && inspection === undefined) {
    const problem = problemOf(query.error)
    const isBroken = problem.code === 'weights_missing'
    return (
      <div className="min-h-0 overflow-y-auto p-14">
        <ProblemView
          problem={problem}
          onRetry={isBroken ? undefined : () => void query.refetch()}
          retrying={query.isFetching}
        >
          {isBroken && (
            <Button icon={Download} className="mt-10" onClick={() => acts.pull(model)}>
              {t('inspector.act.pullAgain')}
            </Button>
          )}
          {problem.code === 'cloud_model_gone' && model && (
            <div className="mt-6">
              <Button variant="danger-quiet" icon={Trash2} onClick={() => acts.remove([model])}>
                {t('inspector.act.remove')}
              </Button>
            </div>
          )}
        </ProblemView>
      </div>
    )
  }
  return (
    <Tabs
      label={t('inspector.tabs.label')}
      moreLabel={t('inspector.tabs.more')}
      value={tab}
      onValueChange={show}
      tabs={inspectorTabs.map((value) => ({ value, label: t(`inspector.tabs.${value}`) }))}
      className="flex-1"
      listClassName="px-6"
    >
      <TabPanel value={tab} className="flex flex-col overflow-hidden">
        {isOffline && <AsOf hostId={subject.hostId} />}
        {inspection === undefined ? (
          <LoadingFacts />
        ) : known === undefined && !ofTheList.has(tab) ? (
          <p className="p-14 text-ink-2">{t('inspector.offline.notRead')}</p>
        ) : scrollsItself.has(tab) ? (
          <TabContent tab={tab} inspection={inspection} {...{ subject, model, sharing }} />
        ) : (
          <RestoredScroll key={tab} place={`${subject.name} ${tab}`}>
            <TabContent tab={tab} inspection={inspection} {...{ subject, model, sharing }} />
          </RestoredScroll>
        )}
      </TabPanel>
    </Tabs>
  )
}

function AsOf({ hostId }: { hostId: string }) {
  const { t } = useTranslation()
  const format = useFormat()
  const now = useNow(MINUTE)
  const { at } = useListReadAt(hostId)
  return <p className="shrink-0 bg-bad-soft px-14 py-6">{t('inspector.offline.asOf', { ago: format.ago(at, now) })}</p>
}

/** Tabs that need no more than the list. */
const ofTheList: ReadonlySet<InspectorTab> = new Set(['overview', 'usage'])

/** Tabs that scroll themselves, most of them as their lists are virtualized. */
const scrollsItself: ReadonlySet<InspectorTab> = new Set(['tensors', 'tokens', 'raw'])

interface TabContentProps extends Pick<ContentProps, 'subject' | 'model' | 'sharing'> {
  tab: InspectorTab
  inspection: Inspection
}

function TabContent({ tab, subject, inspection, model, sharing }: TabContentProps) {
  const { tensorCount, tensorsLeftOut } = inspection
  switch (tab) {
    case 'overview':
      return (
        <>
          <Overview inspection={inspection} model={model} sharing={sharing} />
          <Suspense>
            <KeptVersions hostId={subject.hostId} name={subject.name} />
          </Suspense>
        </>
      )
    case 'memory':
      return <ModelMemory subject={subject} />
    case 'configuration':
      return <Configuration subject={subject} inspection={inspection} />
    case 'template':
      return <Template subject={subject} length={inspection.texts.template} />
    case 'metadata':
      return <Metadata subject={subject} inspection={inspection} />
    case 'tensors':
      return <Tensors subject={subject} count={tensorCount ?? 0} leftOut={tensorsLeftOut} />
    case 'tokens':
      return <Tokens subject={subject} />
    case 'usage':
      return <Usage inspection={inspection} model={model} />
    default:
      return <RawTexts subject={subject} inspection={inspection} />
  }
}

const facts = ['parameters', 'quantization', 'context', 'layers', 'heads', 'embedding'] as const

function LoadingFacts() {
  const { t } = useTranslation()
  return (
    <div role="status" aria-busy aria-label={t('common.loading')} className="grid grid-cols-3 gap-x-10 gap-y-10 p-14">
      {facts.map((fact) => (
        <div key={fact} className="flex h-35 flex-col justify-between py-3">
          <Skeleton className="w-54" />
          <Skeleton className="w-70" />
        </div>
      ))}
    </div>
  )
}
