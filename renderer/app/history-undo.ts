import { useCallback, useMemo } from 'react'
import { useTranslation } from 'react-i18next'
import type { HistoryRow } from '#shared/contract/history.ts'
import { notify } from '../ui/index.ts'
import { useClient } from './core.tsx'
import { useHistoryWords } from './history-words.ts'
import { loadTexts } from './i18n.ts'
import { useReport } from './report.ts'

type Direction = 'undo' | 'redo'

interface Undo {
  /** Reverses an operation, or all of `partOf` at once, and tells. Resolves to whether it succeeded. */
  undo(id: string): Promise<boolean>
  /** Reverses the newest act of a host, or does again what was undone last, and tells. */
  undoLast(hostId: string, direction: Direction): Promise<boolean>
}

/** Returns what reverses an operation, or all that were asked for at once, for the notice about it. */
export function useUndo(): (operationId: string | null) => (() => void) | undefined {
  const { undo } = useHistoryUndo()
  return useCallback((id) => (id === null ? undefined : () => void undo(id)), [undo])
}

/** Undo and redo from anywhere in the page. */
export function useHistoryUndo(): Undo {
  const { t } = useTranslation()
  const client = useClient()
  const report = useReport()
  const words = useHistoryWords()
  const told = useCallback(
    async (act: Promise<{ undone: HistoryRow | null }>, direction: Direction) => {
      const [{ undone }] = await Promise.all([act, loadTexts('history')])
      if (undone === null)
        notify({
          title: t(direction === 'undo' ? 'history.undoing.nothing' : 'history.undoing.nothingToRedo'),
          tone: 'begun',
        })
      else {
        // What was an undo is done again.
        const isUndo = undone.reverses !== 'undo'
        const act = words({ ...undone, reverses: null })
        const lacks = undone.undo?.possible && undone.undo.withoutCredentials
        notify({
          title: t(isUndo ? 'history.undone' : 'history.redone', { act }),
          ...(lacks ? { description: t('history.entry.noCredentials') } : {}),
        })
      }
    },
    [t, words],
  )
  return useMemo(
    () => ({
      undo: (id) => report(told(client.history.undo({ id }), 'undo')),
      undoLast: (hostId, direction) => report(told(client.history.undoLast({ hostId, direction }), direction)),
    }),
    [client, report, told],
  )
}
