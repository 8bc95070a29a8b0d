import { useEffect, useState } from 'react'
import type { HostsState } from '#shared/contract/hosts.ts'
import type { Preset } from '#shared/contract/presets.ts'
import type { RunningState } from '#shared/contract/running.ts'
import type { Transfer } from '#shared/contract/transfers.ts'
import { quickView, type QuickView } from '#shared/domain/quick-view.ts'
import { useClient } from '../../app/core.tsx'
import { perFrame, usePageVisible } from '../../app/frames.ts'
import { subscribe } from '../../app/data/subscribe.ts'
import { applyTransferEvent, withNextSnapshots } from '../../app/data/transfers.ts'
import { useNow } from '../../app/now.ts'

/** Loaded models and running transfers, live while the panel is visible; `null` until the first event. */
export function useQuickView(): QuickView | null {
  const client = useClient()
  const isVisible = usePageVisible()
  const [hosts, setHosts] = useState<HostsState | null>(null)
  const [running, setRunning] = useState<ReadonlyMap<string, RunningState>>(new Map())
  const [transfers, setTransfers] = useState<readonly Transfer[]>([])
  const presets = usePanelPresets(isVisible)
  const now = useNow(1000)

  useEffect(() => {
    if (!isVisible) return undefined
    return subscribe((signal) => client.hosts.watch(undefined, { signal }), setHosts)
  }, [client, isVisible])

  useEffect(() => {
    if (!isVisible) return undefined
    return subscribe(
      (signal) => client.transfers.watch(undefined, { signal }),
      perFrame(
        (events) => setTransfers((list) => events.reduce<readonly Transfer[]>(applyTransferEvent, list)),
        withNextSnapshots,
      ),
    )
  }, [client, isVisible])

  const up = (hosts?.hosts ?? [])
    .filter(({ reach }) => reach === 'up')
    .map(({ id }) => id)
    .join(' ')
  useEffect(() => {
    if (!isVisible || up === '') return undefined
    const stops = up.split(' ').map((hostId) =>
      subscribe(
        (signal) => client.running.watch({ hostId }, { signal }),
        (state) => setRunning((all) => new Map(all).set(hostId, state)),
      ),
    )
    return () => {
      for (const stop of stops) stop()
    }
  }, [client, isVisible, up])

  return hosts === null ? null : quickView({ hosts, running, transfers, presets }, now)
}

/** The presets, read when the panel opens, and again when they change. */
function usePanelPresets(isVisible: boolean): readonly Preset[] {
  const client = useClient()
  const [presets, setPresets] = useState<readonly Preset[]>([])
  useEffect(() => {
    if (!isVisible) return undefined
    const read = () => void client.presets.list().then(setPresets, () => {})
    read()
    return subscribe(
      (signal) => client.system.changes(undefined, { signal }),
      ({ type }) => type === 'presets' && read(),
    )
  }, [client, isVisible])
  return presets
}
