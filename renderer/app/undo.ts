import { useCallback } from 'react'
import { useTranslation } from 'react-i18next'
import { notify } from '../ui/index.ts'
import { useModelLabel } from './data/bin.ts'
import { useClient } from './core.tsx'
import { useFormat } from './i18n.ts'
import { useReport } from './report.ts'

/** Returns what reverses an operation, or all that were asked for at once, for the notice about it. */
export function useUndo(): (operationId: string | null) => (() => void) | undefined {
  const { t } = useTranslation()
  const format = useFormat()
  const client = useClient()
  const report = useReport()
  const labelOf = useModelLabel()
  return useCallback(
    (id) => {
      if (id === null) return undefined
      const undo = async () => {
        const { undone } = await client.history.undo({ id })
        notify({ title: t('common.undone', { names: format.list(undone.names.map(labelOf)) }) })
      }
      return () => void report(undo())
    },
    [t, format, client, report, labelOf],
  )
}
