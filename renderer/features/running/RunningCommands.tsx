import { CircleStop, MemoryStick, Play } from 'lucide-react'
import { useMemo } from 'react'
import { useTranslation } from 'react-i18next'
import { useCurrentHost } from '../../app/data/hosts.ts'
import { useLoaded } from '../../app/data/running.ts'
import { useCommands, type Command } from '../../app/palette/commands.ts'
import { useRunningDialogs } from './dialogs.ts'

export function RunningCommands() {
  const { t } = useTranslation()
  const host = useCurrentHost()
  const isUp = host?.reach === 'up'
  const isSomeLoaded = (useLoaded(host?.id ?? null)?.length ?? 0) > 0
  const { openLoad, openUnloadAll, openFree } = useRunningDialogs()
  const commands = useMemo(() => {
    const list: Command[] = []
    if (isUp) list.push({ id: 'running.load', label: t('running.loadOpen'), icon: Play, run: () => openLoad() })
    if (isUp && isSomeLoaded)
      list.push(
        { id: 'running.unloadAll', label: t('running.unloadAllOpen'), icon: CircleStop, run: openUnloadAll },
        { id: 'running.free', label: t('running.freeOpen'), icon: MemoryStick, run: openFree },
      )
    return list
  }, [t, isUp, isSomeLoaded, openLoad, openUnloadAll, openFree])
  useCommands('running', commands)
  return null
}
