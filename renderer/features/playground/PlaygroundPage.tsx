import { useQuery } from '@tanstack/react-query'
import { useEffect, useState, type DragEvent } from 'react'
import { useTranslation } from 'react-i18next'
import { useClient } from '../../app/core.tsx'
import { useCurrentHost } from '../../app/data/hosts.ts'
import { OfflineHost } from '../../app/frame/OfflineHost.tsx'
import { isCovered } from '../../app/shortcuts.ts'
import { problemOf } from '../../host/index.ts'
import { Page, PageHeader, ProblemView } from '../../ui/index.ts'
import { Results } from './results/Results.tsx'
import { useResults } from './run/results.ts'
import { ClearButton } from './saved/ClearButton.tsx'
import { restore } from './saved/restore.ts'
import { ModelPickers } from './setup/ModelPickers.tsx'
import { RunBar } from './setup/RunBar.tsx'
import { useEmbedding } from './setup/use-embedding.ts'
import { useFiles } from './texts/files.ts'
import { useTexts } from './texts/store.ts'
import { TextList } from './texts/TextList.tsx'
import { TextsBar } from './texts/TextsBar.tsx'

/** Opens with what was saved of it. */
export function PlaygroundPage() {
  const client = useClient()
  const saved = useQuery({
    queryKey: ['@corral', 'playground', 'saved'],
    queryFn: () => restore(client),
    staleTime: Infinity,
    gcTime: Infinity,
  })
  if (saved.error)
    return <ProblemView size="page" problem={problemOf(saved.error)} onRetry={() => void saved.refetch()} />
  return saved.isSuccess ? <Opened /> : null
}

/** Works while the server does not answer, as the results are in the page. */
function Opened() {
  const host = useCurrentHost()
  const hasResults = useResults(({ runs }) => runs.length > 0)
  const hasTexts = useTexts(({ entries, draft }) => entries.length > 0 || draft !== '')
  return host?.reach === 'down' && !hasResults && !hasTexts ? <OfflineHost host={host} /> : <Playground />
}

function Playground() {
  const { t } = useTranslation()
  const embedding = useEmbedding()
  const host = useCurrentHost()
  const { isDraggedOver, ...dropping } = useDrop()
  useRunKey(embedding.isReady, embedding.run)
  return (
    <div className="relative h-full" {...dropping}>
      <Page className="flex-row gap-18">
        <div className="flex w-[clamp(250px,30%,322px)] shrink-0 flex-col gap-8">
          <PageHeader title={t('playground.title')} subtitle={t('playground.subtitle')} actions={<ClearButton />} />
          <ModelPickers embedding={embedding} />
          {host?.reach === 'down' ? (
            <ProblemView
              size="line"
              problem={host.problem ?? { code: 'unreachable', params: { server: host.url }, retryable: true }}
            />
          ) : null}
          <TextList />
          <TextsBar embedding={embedding} />
          <RunBar embedding={embedding} />
        </div>
        <Results embedding={embedding} />
      </Page>
      {isDraggedOver && (
        <div className="pointer-events-none absolute inset-8 z-20 flex items-center justify-center rounded-card border-2 border-dashed border-accent bg-scrim">
          <p className="rounded-control bg-panel px-14 py-8 font-semibold">{t('playground.file.drop')}</p>
        </div>
      )}
    </div>
  )
}

/** Files can be dropped anywhere on the page. */
function useDrop() {
  const read = useFiles()
  const [isDraggedOver, setDraggedOver] = useState(false)
  const hasFiles = (event: DragEvent) => event.dataTransfer.types.includes('Files')
  return {
    isDraggedOver,
    onDragOver(event: DragEvent) {
      if (!hasFiles(event)) return
      event.preventDefault()
      setDraggedOver(true)
    },
    onDragLeave(event: DragEvent) {
      if (!(event.relatedTarget instanceof Node && event.currentTarget.contains(event.relatedTarget)))
        setDraggedOver(false)
    },
    onDrop(event: DragEvent) {
      setDraggedOver(false)
      if (!hasFiles(event)) return
      event.preventDefault()
      void read([...event.dataTransfer.files])
    },
  }
}

/** Ctrl+Enter or Command+Enter starts the run, also from within a text field. */
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
