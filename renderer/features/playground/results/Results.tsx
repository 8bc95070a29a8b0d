import { ChartScatter } from 'lucide-react'
import { memo } from 'react'
import { useTranslation } from 'react-i18next'
import { languages } from '#shared/i18n/index.ts'
import { Button, Card, EmptyState, ProblemView, TabPanel, Tabs } from '../../../ui/index.ts'
import { MapCard } from '../map/MapCard.tsx'
import { Similarity } from '../matrix/Similarity.tsx'
import { isOpen, useBeside, useResults, useShown, type Result } from '../run/results.ts'
import type { Embedding } from '../setup/use-embedding.ts'
import { sampleEntries } from '../texts/samples.ts'
import { useTexts } from '../texts/store.ts'
import { tabs, useView } from '../view.ts'
import { AgreementView } from './AgreementView.tsx'
import { Checks } from './Checks.tsx'
import { Nearest } from './Nearest.tsx'
import { ResultHead } from './ResultHead.tsx'
import { Runs } from './Runs.tsx'
import { VectorView } from './VectorView.tsx'

/** The results of a run, or why it failed. */
export function Results({ embedding }: { embedding: Embedding }) {
  const shown = useShown()
  const beside = useBeside()
  const runs = useResults(({ runs }) => (runs.some(isOpen) ? 'open' : runs.length > 0 ? 'closed' : 'none'))
  return (
    <div className="@container flex min-w-0 flex-1 flex-col gap-8">
      <ResultHead />
      <Failure />
      {shown === null ? (
        // An open run is shown as soon as it is rendered.
        runs === 'open' ? null : runs === 'closed' ? (
          <EarlierRuns />
        ) : (
          <Nothing embedding={embedding} />
        )
      ) : (
        <div className="relative -mr-14 flex min-h-0 flex-1 flex-col gap-10 overflow-y-auto pr-14">
          <Checks result={shown} isNamed={beside !== null} />
          {beside === null ? null : <Checks result={beside} isNamed />}
          <Pictures shown={shown} beside={beside} />
          <Details shown={shown} beside={beside} />
        </div>
      )}
    </div>
  )
}

/** Why the last run failed, with a button to the text that caused it, if it was one. */
function Failure() {
  const { t } = useTranslation()
  const work = useResults((results) => results.work)
  const keys = useTexts((texts) => texts.keys)
  const activate = useView((view) => view.activate)
  if (work.kind !== 'failed') return null
  const { problem, model } = work
  const index = typeof problem.params['text'] === 'number' ? problem.params['text'] : null
  const key = index === null ? undefined : keys[index - 1]
  return (
    <ProblemView problem={{ ...problem, params: { model, ...problem.params } }} className="shrink-0">
      {index === null || key === undefined ? null : (
        <Button className="mt-8" onClick={() => activate(key)}>
          {t('playground.showText', { index })}
        </Button>
      )}
    </ProblemView>
  )
}

function Nothing({ embedding }: { embedding: Embedding }) {
  const { t, i18n } = useTranslation()
  const work = useResults((results) => results.work)
  if (work.kind === 'failed') return null
  const language = languages.find(({ tag }) => tag === i18n.language)?.tag ?? 'en'
  return (
    <EmptyState
      icon={ChartScatter}
      title={t('playground.empty.title')}
      actions={
        <Button
          disabled={work.kind === 'running' || embedding.model === null}
          onClick={() => {
            useTexts.getState().set(sampleEntries(language, 'topics'))
            embedding.run()
          }}
        >
          {t('playground.empty.act')}
        </Button>
      }
    >
      {t('playground.empty.text')}
    </EmptyState>
  )
}

/** Runs of which only the figures are known. */
function EarlierRuns() {
  const { t } = useTranslation()
  const isOpening = useResults(({ runs }) => runs.some((run) => !isOpen(run) && run.isOpening))
  if (isOpening) return <p className="late m-auto text-ink-2">{t('playground.stage.reading')}</p>
  return (
    <Card
      aria-label={t('playground.runs.earlier')}
      className="@container flex max-h-full flex-col overflow-y-auto px-12 py-10"
    >
      <h2 className="font-semibold">{t('playground.runs.earlier')}</h2>
      <p className="text-ink-2">{t('playground.runs.earlierText')}</p>
      <Runs />
    </Card>
  )
}

const Pictures = memo(function Pictures({ shown, beside }: { shown: Result; beside: Result | null }) {
  const kind = useView((view) => view.beside)
  const both = beside === null ? [shown] : [shown, beside]
  return (
    <div className="grid flex-1 auto-rows-[minmax(370px,1fr)] gap-10 @[600px]:grid-cols-2">
      {beside === null ? (
        <>
          <Similarity key={`matrix ${shown.id}`} result={shown} />
          <MapCard key={`map ${shown.id}`} result={shown} />
        </>
      ) : kind === 'matrices' ? (
        both.map((one) => <Similarity key={one.id} result={one} isNamed />)
      ) : (
        both.map((one, at) => <MapCard key={one.id} result={one} onto={at === 0 ? null : shown} isNamed />)
      )}
    </div>
  )
})

const Details = memo(function Details({ shown, beside }: { shown: Result; beside: Result | null }) {
  const { t } = useTranslation()
  const { tab, look } = useView()
  const offered = tabs.filter((one) => one !== 'agreement' || beside !== null)
  return (
    <Card aria-label={t('playground.details')} className="@container flex h-236 shrink-0 flex-col px-12 pb-10">
      <Tabs
        label={t('playground.details')}
        moreLabel={t('playground.moreTabs')}
        value={offered.includes(tab) ? tab : 'nearest'}
        tabs={offered.map((value) => ({ value, label: t(`playground.tab.${value}`) }))}
        onValueChange={(next) => look({ tab: next })}
        className="min-h-0 flex-1"
      >
        <TabPanel value="nearest">
          <Nearest result={shown} beside={beside} />
        </TabPanel>
        <TabPanel value="vector">
          <VectorView result={shown} />
        </TabPanel>
        {beside === null ? null : (
          <TabPanel value="agreement">
            <AgreementView result={shown} beside={beside} />
          </TabPanel>
        )}
        <TabPanel value="runs">
          <Runs />
        </TabPanel>
      </Tabs>
    </Card>
  )
})
