import { useCallback } from 'react'
import { useTranslation } from 'react-i18next'
import { useClient } from '../../app/core.tsx'
import { useNavigation } from '../../app/navigation.ts'
import { useReport } from '../../app/report.ts'
import { notify } from '../../ui/index.ts'

/** Puts pulls into the queue and tells, with the way there. What could not be started is told by a toast. */
export function useStartPulls(
  hostId: string,
): (names: readonly string[], titleOf: (count: number) => string) => Promise<number> {
  const { t } = useTranslation()
  const client = useClient()
  const report = useReport()
  const go = useNavigation((navigation) => navigation.go)
  return useCallback(
    async (names, titleOf) => {
      let started = 0
      for (const name of names) if (await report(client.transfers.start({ hostId, kind: 'pull', name }))) started += 1
      if (started > 0)
        notify({
          title: titleOf(started),
          tone: 'begun',
          action: { label: t('common.transfers.show'), onSelect: () => go('transfers') },
        })
      return started
    },
    [t, client, report, go, hostId],
  )
}
