import { useEffect, useRef } from 'react'
import { useTranslation } from 'react-i18next'
import type { Host } from '#shared/contract/hosts.ts'
import { estimateUnpulled, type Unpulled } from '#shared/domain/memory-fit/unpulled.ts'
import { useCurrentHost } from '../../app/data/hosts.ts'
import { useFollowRunning } from '../../app/data/live.ts'
import { Assumptions, Verdict } from './MemoryFit.tsx'
import { useMachine } from './queries.ts'

/** What a model will need in memory, and whether it fits the host, before it is pulled. */
export function PullFit({ host, of }: { host: Host; of: Unpulled }) {
  const { t } = useTranslation()
  const isCurrent = useCurrentHost()?.id === host.id
  useFollowRunning(isCurrent ? null : host.id)
  const machine = useMachine(host.id)
  const { version, memory } = host
  const { slots, cacheType } = memory ?? {}
  const setting = { slots: slots ?? undefined, cacheType: cacheType ?? undefined, version, machine }
  const made = estimateUnpulled(of, setting)
  const ref = useRef<HTMLDivElement>(null)
  // It may begin below the visible part of a small dialog.
  // Not as the value of the effect: in some browsers it is a promise, which React would take for a cleanup.
  useEffect(() => {
    ref.current?.scrollIntoView({ block: 'nearest' })
  }, [])
  if (made === null) return null
  return (
    <div ref={ref} className="mt-6 flex flex-col gap-2">
      <Verdict of={made} />
      <Assumptions of={made} />
      {memory === null && machine === null && (
        <p className="text-caption text-ink-2">{t('memoryFit.machineUnknown')}</p>
      )}
    </div>
  )
}
