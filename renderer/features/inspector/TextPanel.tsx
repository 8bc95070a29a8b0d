import { Fragment } from 'react'
import { useTranslation } from 'react-i18next'
import type { TextPart } from '#shared/contract/library.ts'
import { useFormat } from '../../app/i18n.ts'
import { problemOf } from '../../host/index.ts'
import { Button, CopyButton, ProblemView, Skeleton, visible } from '../../ui/index.ts'
import { useText, type Subject } from './queries.ts'

interface TextPanelProps {
  subject: Subject
  part: TextPart
  /** In UTF-16 units; 0 where the model has no such text. */
  length: number
}

/** A long text of the model, read page by page as it is wanted. */
export function TextPanel({ subject, part, length }: TextPanelProps) {
  const { t } = useTranslation()
  if (length === 0) return <Nothing text={t(`inspector.empty.${part}`)} />
  return <Pages subject={subject} part={part} />
}

export function Nothing({ text }: { text: string }) {
  return <p className="p-14 text-ink-2">{text}</p>
}

function Pages({ subject, part }: Omit<TextPanelProps, 'length'>) {
  const { t } = useTranslation()
  const format = useFormat()
  const query = useText(subject, part)
  const pages = query.data?.pages
  if (pages === undefined)
    return query.isError ? (
      <ProblemView className="m-14" problem={problemOf(query.error)} onRetry={() => void query.refetch()} />
    ) : (
      <LoadingText />
    )
  const total = pages[0]?.total ?? 0
  const read = pages.reduce((sum, { text }) => sum + text.length, 0)
  return (
    <div className="relative flex flex-col gap-10 p-14">
      <div className="absolute top-8 right-8 rounded-control bg-panel">
        <CopyButton text={query.whole} label={t('inspector.text.copy')} />
      </div>
      <pre className="selectable pr-28 font-mono text-[11.5px] leading-18 whitespace-pre-wrap wrap-anywhere">
        {pages.map(({ text }, at) => (
          <Fragment key={at}>{visible(text)}</Fragment>
        ))}
      </pre>
      {query.hasNextPage && (
        <div className="flex items-center gap-10">
          <Button busy={query.isFetchingNextPage} onClick={() => void query.fetchNextPage()}>
            {t('inspector.text.more')}
          </Button>
          <span className="figures text-caption text-ink-2">
            {t('inspector.text.read', { read: format.count(read), total: format.count(total) })}
          </span>
        </div>
      )}
      {query.isError && <ProblemView problem={problemOf(query.error)} />}
    </div>
  )
}

const lines = ['w-280', 'w-320', 'w-200', 'w-300', 'w-240', 'w-160']

export function LoadingText() {
  const { t } = useTranslation()
  return (
    <div aria-busy aria-label={t('common.loading')} className="flex flex-col gap-6 p-14">
      {lines.map((width) => (
        <Skeleton key={width} className={width} />
      ))}
    </div>
  )
}
