import { useQuery } from '@tanstack/react-query'
import { ExternalLink } from 'lucide-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { License } from '#shared/contract/system.ts'
import { useClient } from '../../app/core.tsx'
import { useFormat } from '../../app/i18n.ts'
import { queryKeys } from '../../app/query-keys.ts'
import { problemOf } from '../../host/index.ts'
import { Button, ProblemView, Skeleton, escapeInvisible } from '../../ui/index.ts'

const PAGE = 100

/** The licences of all packages, loaded when opened. */
export function Licenses() {
  const { t } = useTranslation()
  const format = useFormat()
  const client = useClient()
  const [isOpen, setOpen] = useState(false)
  const { data, error, isFetching, refetch } = useQuery({
    queryKey: queryKeys.licenses,
    queryFn: async ({ signal }) => {
      const rows: License[] = []
      for (;;) {
        const page = await client.system.licenses({ offset: rows.length, limit: PAGE }, { signal })
        rows.push(...page.rows)
        if (page.rows.length === 0 || rows.length >= page.total) return rows
      }
    },
    enabled: isOpen,
    staleTime: Infinity,
  })
  if (!isOpen) return <Button onClick={() => setOpen(true)}>{t('settings.licenses.show')}</Button>
  if (error) return <ProblemView problem={problemOf(error)} onRetry={() => void refetch()} retrying={isFetching} />
  if (data === undefined) return <Skeleton className="h-120 w-full" />
  return (
    <>
      <p className="figures text-ink-2">
        {t('settings.licenses.count', { count: data.length, value: format.count(data.length) })}
      </p>
      <ul
        tabIndex={0}
        aria-label={t('settings.licenses.title')}
        className="max-h-320 w-full divide-y divide-line overflow-auto rounded-control border border-line bg-inset"
      >
        {data.map((license) => (
          <LicenseItem key={`${license.name} ${license.version}`} license={license} />
        ))}
      </ul>
    </>
  )
}

/** One package; its licence text can be opened. */
function LicenseItem({ license: { name, version, identifier, text } }: { license: License }) {
  const { t } = useTranslation()
  const head = (
    <>
      <span className="min-w-0 flex-1 truncate font-medium">
        {name} <span className="figures font-normal text-ink-2">{version}</span>
      </span>
      <span className="shrink-0 text-caption text-ink-2">{identifier}</span>
    </>
  )
  if (text === null) return <li className="flex items-baseline gap-8 py-6 pr-10 pl-24">{head}</li>
  return (
    <li>
      <details>
        <summary className="flex cursor-default items-baseline gap-8 px-10 py-6 before:w-6 before:text-ink-2 before:content-['›'] [details[open]>&]:before:rotate-90">
          {head}
        </summary>
        <pre className="selectable px-24 pb-10 font-mono text-[11px] leading-16 whitespace-pre-wrap wrap-anywhere">
          {escapeInvisible(text)}
        </pre>
        {name === 'Corral' ? null : (
          <a
            href={`https://www.npmjs.com/package/${name}`}
            target="_blank"
            rel="noreferrer"
            className="mx-24 mb-10 inline-flex items-center gap-4 text-caption text-ink-2 underline"
          >
            {t('settings.licenses.link', { name })}
            <ExternalLink size={12} aria-hidden />
          </a>
        )}
      </details>
    </li>
  )
}
