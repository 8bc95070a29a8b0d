import { CircleAlert, CircleCheck, Info } from 'lucide-react'
import { useMemo } from 'react'
import { useTranslation } from 'react-i18next'
import { useFormat } from '../../../app/i18n.ts'
import { checksOf, type Check } from '../run/checks.ts'
import type { Result } from '../run/results.ts'
import { useView } from '../view.ts'

type Tone = 'good' | 'warning' | 'neutral'

const tones: Record<Check['kind'], Tone> = {
  sound: 'good',
  cut: 'warning',
  cutUnknown: 'neutral',
  missing: 'warning',
  broken: 'warning',
  zero: 'warning',
  same: 'warning',
  twice: 'neutral',
  renormalized: 'neutral',
  notRenormalized: 'warning',
  notShortened: 'warning',
  lengths: 'neutral',
}
const icons = { good: CircleCheck, warning: CircleAlert, neutral: Info }
const colors = { good: 'text-good', warning: 'text-warning', neutral: 'text-ink-2' }

/** The checks of a result. Clicking a check about texts goes from one of these texts to the next. */
export function Checks({ result, isNamed }: { result: Result; isNamed: boolean }) {
  const { t } = useTranslation()
  const checkText = useCheckText()
  const { active, activate } = useView()
  const checks = useMemo(() => checksOf(result), [result])
  const next = (rows: readonly number[]) => {
    const row = active === null ? undefined : result.rows.get(active)
    const at = row === undefined ? -1 : rows.indexOf(row)
    activate(result.keys[rows[(at + 1) % rows.length] ?? 0] ?? null)
  }
  return (
    <ul aria-label={t('playground.checks.title')} className="flex flex-wrap gap-x-14 gap-y-4 text-code">
      {isNamed ? <li className="text-ink-2">{result.facts.model}</li> : null}
      {checks.map((check) => {
        const tone = tones[check.kind]
        const Icon = icons[tone]
        const content = (
          <>
            <Icon size={14} aria-hidden className={`shrink-0 ${colors[tone]}`} />
            <span>{checkText(check)}</span>
          </>
        )
        return (
          <li key={check.kind} className="min-w-0">
            {'rows' in check ? (
              <button
                type="button"
                title={t('playground.checks.next')}
                onClick={() => next(check.rows)}
                className="flex items-center gap-6 rounded-small text-left underline decoration-line-strong underline-offset-3 hover:decoration-current"
              >
                {content}
              </button>
            ) : (
              <span className="flex items-center gap-6 text-ink-2">{content}</span>
            )}
          </li>
        )
      })}
    </ul>
  )
}

function useCheckText(): (check: Check) => string {
  const { t } = useTranslation()
  const { count } = useFormat()
  return (check) => {
    switch (check.kind) {
      case 'cut':
        return check.tokens === null
          ? t('playground.checks.cut', { count: check.rows.length, value: count(check.rows.length) })
          : t('playground.checks.cutTo', {
              count: check.rows.length,
              value: count(check.rows.length),
              tokens: count(check.tokens),
            })
      case 'missing':
      case 'broken':
      case 'zero':
      case 'same':
      case 'twice':
        return t(`playground.checks.${check.kind}`, { count: check.rows.length, value: count(check.rows.length) })
      case 'renormalized':
      case 'notRenormalized':
        return t(`playground.checks.${check.kind}`, { dimensions: count(check.dimensions) })
      case 'notShortened':
        return t('playground.checks.notShortened', { asked: count(check.asked), dimensions: count(check.dimensions) })
      case 'lengths':
        return t('playground.checks.lengths', {
          shortest: check.shortest.toFixed(2),
          longest: check.longest.toFixed(2),
        })
      default:
        return t(`playground.checks.${check.kind}`)
    }
  }
}
