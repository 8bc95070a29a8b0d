import { useTranslation } from 'react-i18next'
import type { Host } from '#shared/contract/hosts.ts'
import { useHostName } from '../../app/host-display.ts'
import { Select } from '../../ui/index.ts'

interface HostChoiceProps {
  hosts: readonly Host[]
  value: string
  onValueChange: (hostId: string) => void
}

/** The host to pull to. None can be pulled to ollama.com. */
export function HostChoice({ hosts, value, onValueChange }: HostChoiceProps) {
  const { t } = useTranslation()
  const hostName = useHostName()
  return (
    <div className="flex items-center gap-8">
      <span aria-hidden>{t('transfers.pull.host')}</span>
      <Select
        compact
        label={t('transfers.pull.host')}
        value={value}
        onValueChange={onValueChange}
        items={hosts.map((host) => ({
          value: host.id,
          label: hostName(host),
          disabled: host.server === 'ollama_cloud',
          children: host.reach === 'up' ? hostName(host) : `${hostName(host)} · ${t(`common.reach.${host.reach}`)}`,
        }))}
      />
    </div>
  )
}
