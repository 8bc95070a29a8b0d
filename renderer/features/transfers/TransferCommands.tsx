import { Download, ListX, Pause, Play } from 'lucide-react'
import { useMemo } from 'react'
import { useTranslation } from 'react-i18next'
import type { Transfer } from '#shared/contract/transfers.ts'
import { useCanTransfer } from '../../app/data/hosts.ts'
import { useTransfers } from '../../app/data/transfers.ts'
import { useCommands, type Command } from '../../app/palette/commands.ts'
import { useTransferDialogs } from './dialogs.ts'
import { everything, hostActs } from './sections.ts'
import { useTransferActs } from './use-acts.ts'

function actsOf(list: readonly Transfer[]) {
  const hosts = hostActs(list)
  return {
    canPause: hosts.some((host) => host.canPause),
    canResume: hosts.some((host) => host.canResume),
    canClear: list.some(({ state }) => state === 'done' || state === 'cancelled'),
  }
}

export function TransferCommands() {
  const { t } = useTranslation()
  const canTransfer = useCanTransfer()
  const { canPause, canResume, canClear } = useTransfers(actsOf)
  const { pause, resume, clear } = useTransferActs()
  const openPull = useTransferDialogs((dialogs) => dialogs.openPull)
  const commands = useMemo(() => {
    const list: Command[] = []
    if (canTransfer)
      list.push({ id: 'transfers.pull', label: t('transfers.commands.pull'), icon: Download, run: () => openPull() })
    if (canPause)
      list.push({ id: 'transfers.pause', label: t('transfers.commands.pause'), icon: Pause, run: () => pause() })
    if (canResume)
      list.push({ id: 'transfers.resume', label: t('transfers.commands.resume'), icon: Play, run: () => resume() })
    if (canClear)
      list.push({
        id: 'transfers.clear',
        label: t('transfers.commands.clear'),
        icon: ListX,
        run: () => clear(everything),
      })
    return list
  }, [t, canTransfer, canPause, canResume, canClear, pause, resume, clear, openPull])
  useCommands('transfers', commands)
  return null
}
