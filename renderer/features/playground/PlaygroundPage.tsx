import { ChartScatter } from 'lucide-react'
import { useEffect } from 'react'
import { useTranslation } from 'react-i18next'
import { isCovered } from '../../app/shortcuts.ts'
import { Button, EmptyState, Page, PageHeader, ProblemView } from '../../ui/index.ts'
import { Nearest } from './Nearest.tsx'
import { RunBar } from './RunBar.tsx'
import { Similarity } from './Similarity.tsx'
import { usePlayground } from './store.ts'
import { Texts } from './Texts.tsx'
import { splitTexts } from './texts.ts'
import { TimingLine } from './TimingLine.tsx'
import { useEmbedding, type Embedding } from './use-embedding.ts'

export function PlaygroundPage() {
  const { t } = useTranslation()
  const embedding = useEmbedding()
  useRunKey(embedding.isReady, embedding.run)
  return (
    <Page className="flex-row gap-18">
      <div className="flex w-[clamp(250px,30%,322px)] shrink-0 flex-col gap-8">
        <PageHeader title={t('playground.title')} subtitle={t('playground.subtitle')} />
        <Texts embedding={embedding} />
        <RunBar embedding={embedding} />
      </div>
      <div className="flex min-w-0 flex-1 flex-col gap-10">
        <TimingLine />
        <Results embedding={embedding} />
      </div>
    </Page>
  )
}

function Results({ embedding }: { embedding: Embedding }) {
  const { t } = useTranslation()
  const { work, result, change } = usePlayground()
  return (
    <div className="-mr-14 flex min-h-0 flex-1 flex-col gap-10 overflow-y-auto pr-14">
      {work.kind === 'failed' && <ProblemView problem={work.problem} />}
      {result === null ? (
        work.kind === 'failed' ? null : (
          <EmptyState
            icon={ChartScatter}
            title={t('playground.empty.title')}
            actions={
              <Button
                disabled={work.kind === 'running'}
                onClick={() => {
                  const text = t('playground.samples')
                  change({ text })
                  embedding.run(splitTexts(text))
                }}
              >
                {t('playground.empty.act')}
              </Button>
            }
          >
            {t('playground.empty.text')}
          </EmptyState>
        )
      ) : (
        <>
          <Similarity result={result} />
          <Nearest result={result} />
        </>
      )}
    </div>
  )
}

/** Ctrl or Command and Enter runs, also from within the texts. */
function useRunKey(isReady: boolean, run: () => void): void {
  useEffect(() => {
    const press = (event: KeyboardEvent) => {
      if (event.key !== 'Enter' || !(event.ctrlKey || event.metaKey) || event.defaultPrevented || isCovered()) return
      event.preventDefault()
      if (isReady) run()
    }
    window.addEventListener('keydown', press)
    return () => window.removeEventListener('keydown', press)
  }, [isReady, run])
}
