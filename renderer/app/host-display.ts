import { useTranslation } from 'react-i18next'
import type { Host } from '#shared/contract/hosts.ts'
import { hostName, shortUrl } from '#shared/domain/host-name.ts'

/** What a host is called, in the reader's language. */
export function useHostName(): (host: Pick<Host, 'name' | 'kind' | 'url'>) => string {
  const { t } = useTranslation()
  const labels = { sandbox: t('common.sandbox'), thisComputer: t('common.thisComputer') }
  return (host) => hostName(host, labels)
}

/** The address as it stands below the name; `null` where it is the name already. */
export function addressBelow(name: string, url: string): string | null {
  const short = shortUrl(url)
  return name === short ? null : short
}

/** How a host's dot shows whether it answers. */
export const reachDot = { up: 'good', down: 'bad', checking: 'busy' } as const
