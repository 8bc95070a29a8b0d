import { ChevronRight, CircleAlert } from 'lucide-react'
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import type { Problem } from '#shared/contract/problem.ts'
import { serverMessageOf } from '#shared/i18n/problem-values.ts'
import { Button } from './Button.tsx'
import { classes } from './classes.ts'
import { escapeInvisible } from '#shared/domain/escape-invisible.ts'
import { useProblemText } from './problem-text.ts'

interface ProblemViewProps {
  problem: Problem
  onRetry?: (() => void) | undefined
  retrying?: boolean
  retryLabel?: string
  /** `page`: centred on an empty page. `card`: a box within other content. `plain`: fills an existing card. `line`: only what happened. */
  size?: 'page' | 'card' | 'plain' | 'line'
  /** Whether the exact message is shown at once. */
  detailOpen?: boolean
  className?: string
  /** Shown below the text and the button. */
  children?: ReactNode
}

/** Shows a problem, with the server's own message collapsed below. */
export function ProblemView(props: ProblemViewProps) {
  const { problem, onRetry, retrying = false, retryLabel, size = 'card', detailOpen, className, children } = props
  const { t } = useTranslation()
  const { title, meaning, next } = useProblemText()(problem)
  if (size === 'line')
    return (
      <div
        role="alert"
        className={classes('flex items-start gap-6 text-bad', className)}
        title={problem.detail && escapeInvisible(problem.detail)}
      >
        <CircleAlert size={14} aria-hidden className="mt-3 shrink-0" />
        <span>{t('common.sentences', { first: title, second: serverMessageOf(problem) === '' ? next : meaning })}</span>
      </div>
    )
  return (
    <div
      role="alert"
      className={classes(
        'flex gap-10',
        size === 'page' && 'm-auto w-full max-w-480 p-24',
        size === 'card' && 'rounded-card border border-line bg-bad-soft p-12',
        className,
      )}
    >
      <CircleAlert aria-hidden className="mt-2 shrink-0 text-bad" />
      <div className="min-w-0 flex-1">
        {size === 'page' ? (
          <h1 className="text-title wrap-anywhere">{title}</h1>
        ) : (
          <div className="font-semibold wrap-anywhere">{title}</div>
        )}
        <p className="mt-2 text-ink-2">{meaning}</p>
        <p className="mt-2">{next}</p>
        {problem.detail === undefined ? null : (
          <details open={detailOpen} className="group mt-6 text-caption text-ink-2">
            <summary className="flex w-fit items-center gap-4 rounded-small">
              <ChevronRight size={12} aria-hidden className="transition-transform duration-100 group-open:rotate-90" />
              {problem.status === undefined
                ? t('common.ownWords')
                : t('common.ownWordsStatus', { status: problem.status })}
            </summary>
            <pre className="selectable mt-4 max-h-160 overflow-auto rounded-control border border-line bg-panel p-8 font-mono whitespace-pre-wrap wrap-anywhere">
              {escapeInvisible(problem.detail)}
            </pre>
          </details>
        )}
        {onRetry === undefined ? null : (
          <Button className="mt-10 mr-6" busy={retrying} onClick={onRetry}>
            {retryLabel ?? t('common.act.retry')}
          </Button>
        )}
        {children}
      </div>
    </div>
  )
}
