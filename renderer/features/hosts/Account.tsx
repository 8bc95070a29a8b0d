import { useQuery } from '@tanstack/react-query'
import { ChevronRight, RefreshCw } from 'lucide-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Host } from '#shared/contract/hosts.ts'
import { useClient } from '../../app/core.tsx'
import { queryKeys } from '../../app/query-keys.ts'
import { problemOf } from '../../host/index.ts'
import { ButtonLink, CopyButton, IconButton, ProblemView, escapeInvisible } from '../../ui/index.ts'
import { KeyPlaces } from '../transfers/ServerKey.tsx'
import { AccountState } from './AccountState.tsx'

/** Where an account at ollama.com gets to know a key. */
const KEYS_PAGE = 'https://ollama.com/settings/keys'

/** Account and public key of a server; closed at first, as the server asks ollama.com for them. */
export function Account({ host }: { host: Host }) {
  const { t } = useTranslation()
  const [isOpen, setOpen] = useState(false)
  return (
    <details
      className="group mt-8 text-caption text-ink-2"
      onToggle={({ currentTarget }) => setOpen(currentTarget.open)}
    >
      <summary className="flex w-fit items-center gap-5 rounded-small">
        <ChevronRight size={13} aria-hidden className="transition-transform duration-100 group-open:rotate-90" />
        {t('hosts.account.title')}
      </summary>
      {isOpen && <Content host={host} />}
    </details>
  )
}

function Content({ host }: { host: Host }) {
  const { t } = useTranslation()
  const client = useClient()
  const { data, error, isFetching, refetch } = useQuery({
    queryKey: [...queryKeys.host(host.id), 'account'],
    queryFn: ({ signal }) => client.hosts.account({ hostId: host.id }, { signal }),
    staleTime: 0,
    gcTime: 0,
    retry: false,
  })
  return (
    <div role="status" className="mt-6 flex items-start gap-8 pl-18 text-body text-ink">
      <div className="flex min-w-0 flex-1 flex-col gap-8">
        {data ? (
          <>
            <AccountState account={data.account} />
            {host.server === 'ollama_cloud' ? null : <Key publicKey={data.publicKey} url={host.url} />}
          </>
        ) : error ? (
          <ProblemView problem={problemOf(error)} size="line" />
        ) : (
          <p className="text-ink-2">{t('hosts.account.asking')}</p>
        )}
      </div>
      <IconButton icon={RefreshCw} label={t('hosts.account.again')} busy={isFetching} onClick={() => void refetch()} />
    </div>
  )
}

function Key({ publicKey, url }: { publicKey: { text: string; file: string | null } | null; url: string }) {
  const { t } = useTranslation()
  if (publicKey === null)
    return (
      <div className="text-caption">
        <p className="text-ink-2">{t('hosts.account.keyUnknown')}</p>
        <KeyPlaces url={url} />
      </div>
    )
  const { text, file } = publicKey
  return (
    <div className="flex flex-col items-start gap-4">
      <div className="text-caption text-ink-2">
        {file === null ? t('hosts.account.keyTold') : t('hosts.account.keyRead', { file: escapeInvisible(file) })}
      </div>
      <div className="flex max-w-full items-center gap-6">
        <code className="selectable min-w-0 font-mono text-code break-all">{text}</code>
        <CopyButton text={text} label={t('hosts.account.copyKey')} />
      </div>
      <ButtonLink href={KEYS_PAGE}>{t('transfers.key.settings', { registry: 'ollama.com' })}</ButtonLink>
    </div>
  )
}
