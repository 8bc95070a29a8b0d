import { useMutation } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import type { Loaded } from '#shared/contract/running.ts'
import { useClient } from '../../app/core.tsx'
import { useReport } from '../../app/report.ts'
import { notify } from '../../ui/index.ts'
import { keepTimes, type KeepTime } from './keep.ts'

/**
 * Sets how long a loaded model stays. Its context goes along, since a bare refresh would make the server
 * load it anew with its own.
 */
export function useKeep(hostId: string) {
  const client = useClient()
  const report = useReport()
  const { t } = useTranslation()
  return useMutation({
    mutationFn: async ({ model: { name, contextLength }, time }: { model: Loaded; time: KeepTime }) => {
      const options = contextLength === null ? {} : { options: { num_ctx: contextLength } }
      const load = client.running.load({ hostId, name, keepAlive: keepTimes[time], ...options })
      if (await report(load)) notify({ title: t(`running.keep.done.${time}`, { name }) })
    },
  })
}
