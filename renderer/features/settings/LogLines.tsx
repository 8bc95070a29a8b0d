import { useQuery } from '@tanstack/react-query'
import { RotateCw } from 'lucide-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useClient } from '../../app/core.tsx'
import { queryKeys } from '../../app/query-keys.ts'
import { problemOf } from '../../host/index.ts'
import { Button, CopyButton, IconButton, ProblemView, Skeleton, escapeInvisible } from '../../ui/index.ts'

const LINES = 200

/** The last lines of the log, loaded when opened. */
export function LogLines() {
  const { t } = useTranslation()
  const client = useClient()
  const [isOpen, setOpen] = useState(false)
  const { data, error, isFetching, refetch } = useQuery({
    queryKey: queryKeys.log,
    queryFn: ({ signal }) => client.system.log({ lines: LINES }, { signal }),
    enabled: isOpen,
    staleTime: 0,
  })
  if (!isOpen) return <Button onClick={() => setOpen(true)}>{t('settings.log.show')}</Button>
  if (error) return <ProblemView problem={problemOf(error)} onRetry={() => void refetch()} retrying={isFetching} />
  if (data === undefined) return <Skeleton className="h-120 w-full" />
  return (
    <>
      <Text lines={data.lines} />
      <div className="flex w-full items-center gap-6">
        <code className="selectable min-w-0 flex-1 font-mono text-[11px] text-ink-2 wrap-anywhere">{data.file}</code>
        <CopyButton text={data.lines.join('\n')} label={t('settings.log.copy')} />
        <IconButton
          icon={RotateCw}
          label={t('settings.log.refresh')}
          busy={isFetching}
          onClick={() => void refetch()}
        />
      </div>
    </>
  )
}

/** Scrolled to the end, where the newest lines are. */
function Text({ lines }: { lines: readonly string[] }) {
  const { t } = useTranslation()
  if (lines.length === 0) return <p className="text-ink-2">{t('settings.log.empty')}</p>
  return (
    <pre
      ref={(box) => {
        if (box) box.scrollTop = box.scrollHeight
      }}
      tabIndex={0}
      aria-label={t('settings.log.title')}
      className="selectable max-h-240 w-full overflow-auto rounded-control border border-line bg-inset p-8 font-mono text-[11px] leading-16 whitespace-pre-wrap wrap-anywhere"
    >
      {escapeInvisible(lines.join('\n'))}
    </pre>
  )
}
