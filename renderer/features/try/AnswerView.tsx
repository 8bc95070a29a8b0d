import { ChevronRight } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import { splitThinking } from '#shared/domain/answer.ts'
import { useFormat } from '../../app/i18n.ts'
import { Card, CopyButton, escapeInvisible, ModelName, ProblemView } from '../../ui/index.ts'
import { useElapsed } from '../library/memory.ts'
import { Figures } from './Figures.tsx'
import type { ShownAnswer } from './run.ts'

/** One model's answer as plain text, its thinking apart, and its figures. */
export function AnswerView({ shown }: { shown: ShownAnswer }) {
  const { t } = useTranslation()
  const format = useFormat()
  const { model, state, problem, answer } = shown
  const { text, thinking } = splitThinking(shown)
  const isOver = state === 'done' || state === 'stopped' || state === 'failed'
  const images = answer?.images ?? 0
  const notes = [
    state === 'done' && text === '' && t('try.nothing'),
    answer?.doneReason === 'length' && t('try.atLimit'),
    answer?.isCut === true && t('try.isCut'),
    answer !== null && images > 0 && t('try.images.sent', { count: images, value: format.count(images) }),
  ].filter((note) => note !== false)
  return (
    <Card aria-label={escapeInvisible(model)} className="flex min-w-0 flex-col">
      <div className="flex min-h-40 items-center gap-8 border-b border-line pr-6 pl-12">
        <h3 className="max-w-[75%] shrink-0 truncate">
          <ModelName name={model} />
        </h3>
        {/* Only the state is announced: a screen reader could not follow each token. */}
        <p role="status" className="ml-auto min-w-0 truncate text-caption text-ink-2">
          {t(`try.state.${state === 'answering' && text === '' ? 'thinking' : state}`)}
        </p>
        {state === 'waiting' ? <Waiting since={shown.startedAt} /> : null}
        {text === '' ? null : <CopyButton text={text} label={t('try.copy')} />}
      </div>
      <div className="selectable flex min-h-86 flex-1 flex-col gap-8 px-12 py-10 wrap-anywhere">
        {thinking === '' ? null : (
          <details className="group" open={text === '' && !isOver}>
            <summary className="flex w-fit items-center gap-4 rounded-4 text-ink-2 hover:text-ink">
              <ChevronRight size={14} aria-hidden className="group-open:rotate-90" />
              {t('try.thinking')}
            </summary>
            <p className="mt-4 border-l-2 border-line pl-10 whitespace-pre-wrap text-ink-2">{thinking}</p>
          </details>
        )}
        {text === '' ? null : <p className="whitespace-pre-wrap">{text}</p>}
        {notes.map((note) => (
          <p key={note} className="text-caption text-ink-2">
            {note}
          </p>
        ))}
        {problem === null ? null : <ProblemView size="line" problem={problem} />}
      </div>
      {answer === null ? null : <Figures figures={answer.figures} />}
    </Card>
  )
}

function Waiting({ since }: { since: number }) {
  return <span className="figures shrink-0 text-caption text-ink-2">{useElapsed(since)}</span>
}
