import { useTranslation } from 'react-i18next'
import type { AnswerFigures } from '#shared/contract/prompts.ts'
import { tokensPerSecond } from '#shared/domain/answer.ts'
import { useFormat } from '../../app/i18n.ts'
import { Unknown } from '../../ui/index.ts'

/** What the server, and Corral around it, counted and measured. */
export function Figures({ figures }: { figures: AnswerFigures }) {
  const { t } = useTranslation()
  const format = useFormat()
  const time = (ms: number | null) => {
    if (ms === null) return null
    return ms < 1000 || ms >= 60_000 ? format.duration(ms) : t('try.seconds', { value: format.decimal(ms / 1000) })
  }
  const ofServer = (ns: number | null) => time(ns === null ? null : ns / 1e6)
  const count = (tokens: number | null) => (tokens === null ? null : format.count(tokens))
  const speed = (value: number | null) =>
    value === null ? null : t('try.speed', { value: value < 100 ? format.decimal(value) : format.count(value) })
  const { loadNs, promptTokens, promptNs, answerTokens, answerNs, totalNs, firstMs } = figures
  const rows: [
    key: 'load' | 'first' | 'prompt' | 'answer' | 'speed' | 'total',
    shown: string | null,
    hint?: string | null,
  ][] = [
    ['speed', speed(tokensPerSecond(answerTokens, answerNs))],
    ['first', time(firstMs)],
    ['load', ofServer(loadNs)],
    ['prompt', count(promptTokens), speed(tokensPerSecond(promptTokens, promptNs))],
    ['answer', count(answerTokens)],
    ['total', ofServer(totalNs)],
  ]
  return (
    <dl className="figures grid shrink-0 grid-cols-3 gap-x-14 gap-y-6 border-t border-line px-12 py-8">
      {rows.map(([key, shown, hint]) => (
        <div key={key} title={t(`try.figures.${key}.hint`)} className="min-w-0">
          <dt className="text-caption text-ink-2">{t(`try.figures.${key}.label`)}</dt>
          <dd className="font-semibold">
            {shown ?? <Unknown label={t(key === 'prompt' ? 'try.cached' : 'try.untold')} />}
            {hint == null ? null : <span className="block text-caption font-normal text-ink-2">{hint}</span>}
          </dd>
        </div>
      ))}
    </dl>
  )
}
