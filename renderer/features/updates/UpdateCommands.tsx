import { CircleFadingArrowUp } from 'lucide-react'
import { useMemo } from 'react'
import { useTranslation } from 'react-i18next'
import { useCanTransfer, useCurrentHost } from '../../app/data/hosts.ts'
import { useCommands, type Command } from '../../app/palette/commands.ts'
import { useUpdateDialogs } from './dialogs.ts'

export function UpdateCommands() {
  const { t } = useTranslation()
  const host = useCurrentHost()
  const canCheck = useCanTransfer() && host?.server !== 'localai'
  const show = useUpdateDialogs((dialogs) => dialogs.show)
  const commands = useMemo(
    (): Command[] =>
      canCheck
        ? [
            {
              id: 'updates.check',
              label: t('library.update.check'),
              icon: CircleFadingArrowUp,
              run: () => show({ kind: 'list', names: null, checks: true }),
            },
          ]
        : [],
    [t, canCheck, show],
  )
  useCommands('updates', commands)
  return null
}
