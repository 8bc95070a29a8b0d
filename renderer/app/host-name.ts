import { useTranslation } from 'react-i18next'
import type { Host } from '#shared/contract/hosts.ts'

/** What a host is called: the name it was given, else what it is, else its address. */
export function useHostName(): (host: Pick<Host, 'name' | 'kind' | 'url'>) => string {
  const { t } = useTranslation()
  return ({ name, kind, url }) => {
    if (name !== '') return name
    if (kind === 'sandbox') return t('common.sandbox')
    return kind === 'local' ? t('common.thisComputer') : shortUrl(url)
  }
}

/** The address as it stands below the name: written out where the short form is the name already. */
export function addressBelow(name: string, url: string): string {
  const short = shortUrl(url)
  return name === short ? url : short
}

/** An address without what goes without saying: `http://127.0.0.1:11434` is `127.0.0.1:11434`. */
export function shortUrl(url: string): string {
  return url.replace(/^http:\/\//, '').replace(/\/$/, '')
}
