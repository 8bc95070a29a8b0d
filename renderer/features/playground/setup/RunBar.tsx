import { Play } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import { useFormat } from '../../../app/i18n.ts'
import { useNow } from '../../../app/now.ts'
import { Button, Kbd, ProgressBar, Truncated } from '../../../ui/index.ts'
import { useResults, type Work } from '../run/results.ts'
import { cancelRun } from '../run/run.ts'
import { Options } from './Options.tsx'
import type { Embedding } from './use-embedding.ts'

/** The options, and the button that starts a run or the progress of the current one. */
export function RunBar({ embedding }: { embedding: Embedding }) {
  const { t } = useTranslation()
  const format = useFormat()
  const work = useResults((results) => results.work)
  const { count, isReady, run } = embedding
  if (work.kind === 'running') return <Progress work={work} />
  return (
    <div className="-mt-8 flex h-44 items-end justify-between gap-8">
      <Options embedding={embedding} />
      <Button variant="primary" icon={Play} disabled={!isReady} onClick={run}>
        {count === 0 ? t('playground.run') : t('playground.runCount', { value: format.count(count) })}
        <span className="flex max-wide:hidden">
          <Kbd shortcut="mod+enter" plain />
        </span>
      </Button>
    </div>
  )
}

/** Least time from which a speed can be told, in milliseconds. */
const TELLING = 1500

function Progress({ work }: { work: Extract<Work, { kind: 'running' }> }) {
  const { t } = useTranslation()
  const format = useFormat()
  const now = useNow(500)
  const { model, run, runs, done, count, stage, startedAt } = work
  const elapsed = now - startedAt
  const left = done > 0 && elapsed > TELLING ? ((count - done) * elapsed) / done : null
  const text =
    stage === 'embedding'
      ? t('playground.progress', { done: format.count(done), all: format.count(count) })
      : t(`playground.stage.${stage}`)
  const more =
    stage === 'embedding' && left !== null
      ? t('playground.pace', { rate: format.count((done / elapsed) * 1000), time: format.duration(left) })
      : null
  return (
    <div className="-mt-8 flex h-44 items-end gap-10">
      <div className="min-w-0 flex-1">
        <Truncated
          as="p"
          text={runs > 1 ? t('playground.ofRuns', { model, run, runs }) : model}
          className="text-caption text-ink-2"
        />
        <p className="figures mb-4 text-caption text-ink-2">
          {text}
          {more === null ? null : ` · ${more}`}
        </p>
        <ProgressBar
          label={t('playground.title')}
          text={text}
          segments={[{ key: 'texts', size: count, done }]}
          blind={done === 0}
        />
      </div>
      <Button onClick={cancelRun}>{t('common.act.cancel')}</Button>
    </div>
  )
}
