import { useEffect } from 'react'
import { useTranslation } from 'react-i18next'
import { notify } from '../../ui/index.ts'
import { useCurrentHost } from '../data/hosts.ts'
import { useHostName } from '../host-display.ts'

/** Hosts for which the message was shown since the page was loaded. */
const told = new Set<string>()

/** Says once per host that several servers answer at its address; its card on the Hosts page shows it permanently. */
export function SeveralServersNotice() {
  const host = useCurrentHost()
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
  return null
}
