import { useMutation } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { useClient } from '../../app/core.tsx'
import { useChangeSettings } from '../../app/data/settings.ts'
import { useFormat } from '../../app/i18n.ts'
import { useNavigation } from '../../app/navigation.ts'
import { useReport } from '../../app/report.ts'
import { notify } from '../../ui/index.ts'
import type { BinSetting } from '../bin/BinChoice.tsx'

interface Start {
  names: readonly string[]
  /** The user's choice about the bin, which decides whether the present version is kept; `null` if it was not asked for. */
  bin: BinSetting | null
}

/** Puts updates into the queue. What could not be started is told by a toast. */
export function useStartUpdates(hostId: string, onDone: () => void) {
  const { t } = useTranslation()
  const format = useFormat()
  const client = useClient()
  const report = useReport()
  const go = useNavigation((navigation) => navigation.go)
  const { mutateAsync: change } = useChangeSettings()
  return useMutation({
    mutationFn: async ({ names, bin }: Start) => {
      // First, as a pull keeps the version that it replaces by this setting.
      if (bin !== null && !(await report(change({ bin })))) return 0
      let started = 0
      for (const name of names) if (await report(client.transfers.start({ hostId, kind: 'pull', name }))) started += 1
      return started
    },
    onSuccess(started) {
      if (started === 0) return
      notify({
        title: t('updates.started', { count: started, value: format.count(started) }),
        tone: 'begun',
        action: { label: t('common.transfers.show'), onSelect: () => go('transfers') },
      })
      onDone()
    },
  })
}
