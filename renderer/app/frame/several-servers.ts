import { useEffect } from 'react'
import { useTranslation } from 'react-i18next'
import type { Host } from '#shared/contract/hosts.ts'
import { notify } from '../../ui/index.ts'
import { useHostName } from '../host-display.ts'

/** Hosts of which it was said in this page. */
const told = new Set<string>()

/** Says once of a host that several servers answer there; its card under Hosts goes on saying so. */
export function useSeveralServersNotice(host: Host | null): void {
  const { t } = useTranslation()
  const hostName = useHostName()
  const several = host?.severalServers ? host : null
  const name = several && hostName(several)
  const id = several?.id
  useEffect(() => {
    if (id === undefined || name === null || told.has(id)) return
    told.add(id)
    notify({
      title: t('hosts.severalServers.title', { name }),
      description: t('hosts.severalServers.text'),
      tone: 'bad',
    })
  }, [id, name, t])
}
