import { useTranslation } from 'react-i18next'
import type { Host } from '#shared/contract/hosts.ts'
import { hostName, shortUrl } from '#shared/domain/host-name.ts'
import { hostKey } from '#shared/domain/model-keys.ts'
import { useHostNames } from './data/hosts.ts'

/** The displayed name of a host, in the language of the page. */
export function useHostName(): (host: Pick<Host, 'name' | 'kind' | 'url'>) => string {
  const { t } = useTranslation()
  const labels = { sandbox: t('common.sandbox'), thisComputer: t('common.thisComputer') }
  return (host) => hostName(host, labels)
}

/** The displayed name of a host by its key, see `hostKey`; the key itself of one that is gone. */
export function useHostNameOfKey(): (key: string) => string {
  const { t } = useTranslation()
  const name = useHostName()
  const hosts = useHostNames()?.hosts ?? []
  return (key) => {
    if (key === 'sandbox') return t('common.sandbox')
    const known = hosts.find((host) => hostKey(host) === key)
    return known ? name(known) : key
  }
}

/** The address to show below the name; `null` if it is the name. */
export function addressBelow(name: string, url: string): string | null {
  const short = shortUrl(url)
  return name === short ? null : short
}

/** State of the dot that shows whether a host answers. */
export const reachDot = { up: 'good', down: 'bad', checking: 'busy' } as const
