import { useMemo } from 'react'
import { useClient } from '../../app/core.tsx'
import { useReport } from '../../app/report.ts'

/** Pauses or resumes the transfers of a host, or of all hosts. */
export function usePauseAndResume() {
  const client = useClient()
  const report = useReport()
  return useMemo(() => {
    const some = (hostId?: string) => (hostId === undefined ? {} : { hostId })
    return {
      pause: (hostId?: string) => void report(client.transfers.pause(some(hostId))),
      resume: (hostId?: string) => void report(client.transfers.resume(some(hostId))),
    }
  }, [client, report])
}
