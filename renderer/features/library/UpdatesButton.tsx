import { CircleFadingArrowUp } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import { useUpdates } from '../../app/data/updates.ts'
import { IconButton } from '../../ui/index.ts'
import { useUpdateDialogs } from '../updates/dialogs.ts'

/** Checks all models of a host for updates. */
export function UpdatesButton({ hostId }: { hostId: string }) {
  const { t } = useTranslation()
  const updates = useUpdates(hostId)
  if (updates?.refusal === 'not_ollama') return null
  return (
    <IconButton
      icon={CircleFadingArrowUp}
      label={t('library.update.check')}
      busy={updates?.checking != null}
      onClick={() => useUpdateDialogs.getState().show({ kind: 'list', names: null, checks: true })}
    />
  )
}
