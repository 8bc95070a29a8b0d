import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useEffect, useLayoutEffect, useMemo, useState } from 'react'
import { create } from 'zustand'
import type { Host } from '#shared/contract/hosts.ts'
import type { Model } from '#shared/contract/library.ts'
import type { Calibration } from '#shared/contract/measured.ts'
import type { MemoryModel } from '#shared/contract/memory-model.ts'
import type { Loaded } from '#shared/contract/running.ts'
import type { Verdict } from '#shared/domain/memory-fit/estimate.ts'
import { estimateByDefault, fitOfFile } from '#shared/domain/memory-fit/fit.ts'
import { isNear, machineWithout } from '#shared/domain/memory-fit/machine.ts'
import type { Machine } from '#shared/domain/memory-fit/setting.ts'
import { useClient } from '../../app/core.tsx'
import { useCurrentHost } from '../../app/data/hosts.ts'
import { useKnownLoaded } from '../../app/data/running.ts'
import { queryKeys } from '../../app/query-keys.ts'
import { useFits, type Fit } from '../library/fits.ts'
import { loadedAs } from '../library/possible-acts.ts'
import { createFitQueue, digestOf } from './fit-queue.ts'
import { calibrationQuery, memoryModelQuery, useMachine } from './queries.ts'

/** Shortest time between two updates of the list, in milliseconds. */
const TELL_EVERY = 500

interface Learned {
  memory: MemoryModel
  calibration: Calibration | null
  /** When what was measured changed last before that was read. */
  measuredAt: number
}

/** By host and digest, for as long as the page is open. */
const useLearned = create<{ known: ReadonlyMap<string, Learned> }>(() => ({ known: new Map() }))
const keyOf = (hostId: string, model: Model) => `${hostId}\n${digestOf(model)}`

type Held = Pick<Loaded, 'name' | 'digest' | 'size' | 'sizeVram'>
const heldOf = ({ name, digest, size, sizeVram }: Loaded): Held => ({ name, digest, size, sizeVram })

interface LearnFitsProps {
  hostId: string
  /** Models that are asked for besides those in view. */
  all: readonly Model[]
}

/** Learns whether models fit, for `useFitOf`, while it is rendered. */
export function LearnFits({ hostId, all }: LearnFitsProps): null {
  const host = useCurrentHost()
  const machine = useSteady(useMachine(hostId))
  const loaded = useSame((useKnownLoaded(hostId) ?? []).map(heldOf))
  const { known } = useLearned()
  useLearn(hostId, all, machine !== null && host?.reach === 'up')
  const verdictOf = useMemo(() => host && machine && verdictOn(host, machine, loaded), [host, machine, loaded])
  const fitOf = useMemo(
    () => verdictOf && ((model: Model) => fitBy(verdictOf(model, known.get(keyOf(hostId, model))))),
    [verdictOf, hostId, known],
  )
  // Before the paint, or the column would come a moment later.
  useLayoutEffect(() => useFits.setState({ hostId, fitOf }), [hostId, fitOf])
  return null
}

/** The machine as it was until it differs by more than a little, so that not each reading judges all models anew. */
function useSteady(machine: Machine | null): Machine | null {
  const [kept, setKept] = useState(machine)
  if (isNear(kept, machine)) return kept
  setKept(machine)
  return machine
}

/** The same object until its content, which is plain data, changes. */
function useSame<T>(value: T): T {
  const text = JSON.stringify(value)
  return useMemo(() => JSON.parse(text) as T, [text])
}

/** Asks for what is not known, and again for what was measured when that changes. */
function useLearn(hostId: string, all: readonly Model[], isWanted: boolean): void {
  const client = useClient()
  const cache = useQueryClient()
  const measuredAt = useQuery({
    queryKey: [...queryKeys.measured, 'count'],
    queryFn: ({ signal }) => client.measured.count(undefined, { signal }),
    staleTime: Infinity,
  }).dataUpdatedAt
  useEffect(() => {
    if (!isWanted || measuredAt === 0) return undefined
    let timer: ReturnType<typeof setTimeout> | undefined
    let news: [string, Learned][] = []
    const tell = () => {
      clearTimeout(timer)
      timer = undefined
      if (news.length > 0) useLearned.setState(({ known }) => ({ known: new Map([...known, ...news]) }))
      news = []
    }
    const knownOf = (model: Model) => useLearned.getState().known.get(keyOf(hostId, model))
    const ask = async (model: Model) => {
      const { name, digest } = model
      const memory =
        knownOf(model)?.memory ?? (await cache.fetchQuery(memoryModelQuery(client, hostId, name, digest ?? '')))
      const calibration = digest === null ? null : await cache.fetchQuery(calibrationQuery(client, hostId, digest))
      news.push([keyOf(hostId, model), { memory, calibration, measuredAt }])
      timer ??= setTimeout(tell, TELL_EVERY)
    }
    const queue = createFitQueue(
      () => [...useFits.getState().drawn, ...all],
      (model) => knownOf(model)?.measuredAt === measuredAt,
      ask,
    )
    queue.next()
    const unsubscribe = useFits.subscribe(queue.next)
    return () => {
      unsubscribe()
      queue.stop()
      tell()
    }
  }, [client, cache, hostId, all, isWanted, measuredAt])
}

const fitBy = (verdict: Verdict): Fit | null => (verdict === 'unknown' ? null : verdict)

/** Verdicts for one state of a host. Each is made once, as the list asks again whenever more is learned. */
function verdictOn({ version, memory: typed }: Host, machine: Machine, loaded: readonly Held[]) {
  const setting = { slots: typed?.slots ?? undefined, cacheType: typed?.cacheType ?? undefined, version }
  const made = new WeakMap<Learned, Verdict>()
  return (model: Model, learned: Learned | undefined): Verdict => {
    if (model.cloud) return 'unknown'
    const known = learned && made.get(learned)
    if (known) return known
    const name = loadedAs(model, loaded)
    const held = loaded.find((one) => one.name === name)
    const before = held ? machineWithout(machine, held) : machine
    if (!learned) return fitOfFile(model.size, before)
    const measured = { measured: learned.calibration?.loads, told: learned.calibration?.told }
    const { verdict } = estimateByDefault(learned.memory, { ...setting, ...measured, machine: before })
    made.set(learned, verdict)
    return verdict
  }
}
