import { useTranslation } from 'react-i18next'
import type { Host } from '#shared/contract/hosts.ts'
import { hostName, shortUrl } from '#shared/domain/host-name.ts'

/** The displayed name of a host, in the language of the page. */
export function useHostName(): (host: Pick<Host, 'name' | 'kind' | 'url'>) => string {
  const { t } = useTranslation()
  const labels = { sandbox: t('common.sandbox'), thisComputer: t('common.thisComputer') }
  return (host) => hostName(host, labels)
}

/** The address to show below the name; `null` if it is the name. */
export function addressBelow(name: string, url: string): string | null {
  const short = shortUrl(url)
  return name === short ? null : short
}

/** State of the dot that shows whether a host answers. */
export const reachDot = { up: 'good', down: 'bad', checking: 'busy' } as const
