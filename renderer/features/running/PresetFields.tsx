import { useTranslation } from 'react-i18next'
import type { Host } from '#shared/contract/hosts.ts'
import { useHostName } from '../../app/host-display.ts'
import { Checkbox } from '../../ui/index.ts'
import type { LoadDraft } from './load-draft.ts'

interface PresetFieldsProps {
  host: Host
  value: LoadDraft
  onValueChange: (change: Partial<LoadDraft>) => void
}

/** What of the load dialog is kept for the model. */
export function PresetFields({ host, value: { isKept, atStart }, onValueChange }: PresetFieldsProps) {
  const { t } = useTranslation()
  const hostName = useHostName()
  return (
    <div className="flex flex-col gap-8">
      <Checkbox checked={isKept} onCheckedChange={(checked) => onValueChange({ isKept: checked })}>
        {t('presets.keep')}
        <span className="block text-caption text-ink-2">{t('presets.keepHint')}</span>
      </Checkbox>
      <Checkbox checked={atStart} onCheckedChange={(checked) => onValueChange({ atStart: checked })}>
        {t('presets.atStart')}
        <span className="block text-caption text-ink-2">{t('presets.atStartHint', { host: hostName(host) })}</span>
      </Checkbox>
    </div>
  )
}
