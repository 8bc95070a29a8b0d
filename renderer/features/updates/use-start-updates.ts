import { useMutation } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { useChangeSettings } from '../../app/data/settings.ts'
import { useFormat } from '../../app/i18n.ts'
import { useReport } from '../../app/report.ts'
import type { BinSetting } from '../bin/BinChoice.tsx'
import { useStartPulls } from '../transfers/use-start-pulls.ts'

interface Start {
  names: readonly string[]
  /** The user's choice about the bin, which decides whether the present version is kept; `null` if it was not asked for. */
  bin: BinSetting | null
}

/** Puts updates into the queue. What could not be started is told by a toast. */
export function useStartUpdates(hostId: string, onDone: () => void) {
  const { t } = useTranslation()
  const format = useFormat()
  const report = useReport()
  const startPulls = useStartPulls(hostId)
  const { mutateAsync: change } = useChangeSettings()
  return useMutation({
    mutationFn: async ({ names, bin }: Start) => {
      // First, as a pull keeps the version that it replaces by this setting.
      if (bin !== null && !(await report(change({ bin })))) return 0
      return startPulls(names, (count) => t('updates.started', { count, value: format.count(count) }))
    },
    onSuccess(started) {
      if (started > 0) onDone()
    },
  })
}
