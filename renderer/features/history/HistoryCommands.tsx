import { Redo2, Undo2 } from 'lucide-react'
import { useEffect, useMemo } from 'react'
import { useTranslation } from 'react-i18next'
import { tinykeys } from 'tinykeys'
import { useCurrentHost } from '../../app/data/hosts.ts'
import { useCommands, type Command } from '../../app/palette/commands.ts'
import { isCovered, isTyping } from '../../app/shortcuts.ts'
import { useHistoryUndo } from '../../app/history-undo.ts'
import { useHistoryAhead } from './queries.ts'

/** Undo and redo by keys and in the palette. Text fields and dialogs have an undo of their own. */
export function HistoryCommands() {
  const { t } = useTranslation()
  const hostId = useCurrentHost()?.id ?? null
  const { undoLast } = useHistoryUndo()
  useHistoryAhead()
  useEffect(() => {
    if (hostId === null) return undefined
    const binding = (direction: 'undo' | 'redo') => (event: KeyboardEvent) => {
      if (event.defaultPrevented || event.repeat || isTyping(event.target) || isCovered()) return
      event.preventDefault()
      void undoLast(hostId, direction)
    }
    return tinykeys(window, { '$mod+z': binding('undo'), '$mod+Shift+Z': binding('redo') })
  }, [hostId, undoLast])
  const commands = useMemo(
    (): Command[] =>
      hostId === null
        ? []
        : [
            {
              id: 'history.undo',
              label: t('history.commands.undo'),
              icon: Undo2,
              shortcut: 'mod+z',
              run: () => void undoLast(hostId, 'undo'),
            },
            {
              id: 'history.redo',
              label: t('history.commands.redo'),
              icon: Redo2,
              shortcut: 'mod+shift+z',
              run: () => void undoLast(hostId, 'redo'),
            },
          ],
    [t, hostId, undoLast],
  )
  useCommands('history', commands)
  return null
}
