import { useTranslation } from 'react-i18next'
import type { TextPart } from '#shared/contract/library.ts'
import { problemOf } from '../../host/index.ts'
import { CopyButton, ProblemView, Skeleton, escapeInvisible } from '../../ui/index.ts'
import { useText, type Subject } from './queries.ts'

export function Nothing({ text }: { text: string }) {
  return <p className="p-14 text-ink-2">{text}</p>
}

interface TextPanelProps {
  subject: Subject
  part: Exclude<TextPart, 'raw'>
  /** In UTF-16 units; 0 where the model has no such text. */
  length: number
  /** Renders the text; by default as it is. */
  children?: (text: string) => React.ReactNode
}

/** A text of the model, with a button to copy it in full. */
export function TextPanel({ subject, part, length, children }: TextPanelProps) {
  const { t } = useTranslation()
  const query = useText(subject, part, length > 0)
  if (length === 0) return <Nothing text={t(`inspector.empty.${part}`)} />
  if (query.data === undefined)
    return query.isError ? (
      <ProblemView className="m-14" problem={problemOf(query.error)} onRetry={() => void query.refetch()} />
    ) : (
      <LoadingText />
    )
  return (
    <div className="relative p-14">
      <div className="absolute top-8 right-8 rounded-control bg-panel">
        <CopyButton text={query.data} label={t('inspector.text.copy')} />
      </div>
      <pre className="selectable pr-28 font-mono text-[11.5px] leading-18 whitespace-pre-wrap wrap-anywhere">
        {children ? children(query.data) : escapeInvisible(query.data)}
      </pre>
    </div>
  )
}

const lines = ['w-280', 'w-320', 'w-200', 'w-300', 'w-240', 'w-160']

export function LoadingText() {
  const { t } = useTranslation()
  return (
    <div role="status" aria-busy aria-label={t('common.loading')} className="flex flex-col gap-6 p-14">
      {lines.map((width) => (
        <Skeleton key={width} className={width} />
      ))}
    </div>
  )
}
