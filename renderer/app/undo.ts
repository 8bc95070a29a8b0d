import { useCallback } from 'react'
import { useHistoryUndo } from './history-undo.ts'

/** Returns what reverses an operation, or all that were asked for at once, for the notice about it. */
export function useUndo(): (operationId: string | null) => (() => void) | undefined {
  const { undo } = useHistoryUndo()
  return useCallback((id) => (id === null ? undefined : () => void undo(id)), [undo])
}
