import { Trash2 } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import type { Answer } from '#shared/contract/prompts.ts'
import { tokensPerSecond } from '#shared/domain/answer.ts'
import { useClient } from '../../app/core.tsx'
import { useFormat } from '../../app/i18n.ts'
import { useNow } from '../../app/now.ts'
import { useReport } from '../../app/report.ts'
import { problemOf } from '../../host/index.ts'
import { Button, Truncated, ProblemView } from '../../ui/index.ts'
import { formOf, useForm } from './form.ts'
import { useKeptAnswers } from './queries.ts'
import { keptAnswer, showAnswers } from './run.ts'

/** The last answers of a model; one that is chosen comes back with its prompt. */
export function History({ hostId, model }: { hostId: string; model: string }) {
  const { t } = useTranslation()
  const client = useClient()
  const report = useReport()
  const kept = useKeptAnswers(hostId, model)
  if (kept.error) return <ProblemView size="line" problem={problemOf(kept.error)} />
  if (kept.data === undefined || kept.data.length === 0) return null
  return (
    <section aria-label={t('try.history.title')} className="flex flex-col gap-4">
      <div className="flex items-center gap-8">
        <h3 className="flex-1 font-semibold">{t('try.history.title')}</h3>
        <Button
          variant="ghost"
          icon={Trash2}
          title={t('try.history.forgetHint')}
          onClick={() => void report(client.prompts.forget({ hostId, model }))}
        >
          {t('try.history.forget')}
        </Button>
      </div>
      <ul className="flex flex-col">
        {kept.data.map((answer) => (
          <li key={answer.id}>
            <Row answer={answer} />
          </li>
        ))}
      </ul>
    </section>
  )
}

function Row({ answer }: { answer: Answer }) {
  const { t } = useTranslation()
  const format = useFormat()
  const now = useNow(30_000)
  const { answerTokens, answerNs } = answer.figures
  const speed = tokensPerSecond(answerTokens, answerNs)
  const shown = answer.isStopped
    ? t('try.state.stopped')
    : answer.problem !== null
      ? t('try.state.failed')
      : speed === null
        ? ''
        : t('try.speed', { value: format.decimal(speed) })
  return (
    <button
      type="button"
      className="flex h-28 w-full items-center gap-10 rounded-control px-8 text-left hover:bg-hover"
      onClick={() => {
        useForm.getState().change(formOf(answer))
        showAnswers([keptAnswer(answer)])
      }}
    >
      <Truncated text={answer.prompt} className="min-w-0 flex-1" />
      <span className="figures shrink-0 text-caption text-ink-2">{shown}</span>
      <span className="shrink-0 text-caption text-ink-2">{format.ago(answer.at, now)}</span>
    </button>
  )
}
