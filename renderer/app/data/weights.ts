import memoizeOne from 'memoize-one'
import { useEffect, useMemo } from 'react'
import { create } from 'zustand'
import type { CorralClient } from '#shared/contract/index.ts'
import type { Model } from '#shared/contract/library.ts'
import type { Stored } from '#shared/domain/builds.ts'
import { diskUse, digestsToCheck, sharingIn, type WeightsOf } from '#shared/domain/sharing.ts'
import { useClient } from '../core.tsx'
import type { Amount } from '#shared/domain/amount.ts'

/** Weights by the digest of the manifest; digests of which nothing could be learned are absent. */
type Known = ReadonlyMap<string, string | null>
const useKnown = create<{ hosts: Readonly<Record<string, Known>> }>(() => ({ hosts: {} }))
const nothing: Known = new Map()
const knownOf = (hostId: string) => useKnown.getState().hosts[hostId] ?? nothing

/** Manifests in one request; a server needs some 10 ms for each. */
const CHUNK = 24

/**
 * Shortest time between two updates, in milliseconds, and most updates in all: each one computes the figures of
 * thousands of models again.
 */
const TELL_EVERY = 2000
const MOST_TOLD = 12

/** Failed requests are repeated after this time, in milliseconds. */
const AGAIN_AFTER = 30_000

/** Asks once for all weights that are not known. */
async function learn(
  client: CorralClient,
  hostId: string,
  suspected: readonly string[],
  signal: AbortSignal,
): Promise<void> {
  let learned: [string, string | null][] = []
  let told = Date.now()
  const tell = () => {
    if (learned.length === 0) return
    const known = new Map([...knownOf(hostId), ...learned])
    useKnown.setState(({ hosts }) => ({ hosts: { ...hosts, [hostId]: known } }))
    learned = []
    told = Date.now()
  }
  const wanted = suspected.filter((digest) => !knownOf(hostId).has(digest))
  try {
    for (let at = 0; at < wanted.length && !signal.aborted; at += CHUNK) {
      const digests = wanted.slice(at, at + CHUNK)
      learned.push(...Object.entries(await client.library.weights({ hostId, digests }, { signal })))
      if (Date.now() - told >= TELL_EVERY && learned.length >= wanted.length / MOST_TOLD) tell()
    }
  } finally {
    tell()
  }
}

const weightsIn = memoizeOne(
  (known: Known): WeightsOf =>
    (digest) =>
      known.get(digest),
)

/** The known weights of the models of a host; the same function until more are known. */
export function useWeightsOf(hostId: string): WeightsOf {
  return weightsIn(useKnown(({ hosts }) => hosts[hostId] ?? nothing))
}

/** Learns which models share weights; repeats what fails until all is known. */
export function useLearnWeights(hostId: string, models: readonly Stored[]): void {
  const client = useClient()
  const suspected = useMemo(() => digestsToCheck(models), [models])
  const isComplete = useKnown(({ hosts }) => suspected.every((digest) => hosts[hostId]?.has(digest)))
  useEffect(() => {
    if (isComplete) return undefined
    const abort = new AbortController()
    let timer: ReturnType<typeof setTimeout> | undefined
    const run = async () => {
      // What cannot be read stays unknown and is shown as unknown.
      await learn(client, hostId, suspected, abort.signal).catch(() => {})
      if (!abort.signal.aborted) timer = setTimeout(() => void run(), AGAIN_AFTER)
    }
    void run()
    return () => {
      abort.abort()
      clearTimeout(timer)
    }
  }, [client, hostId, suspected, isComplete])
}

/** What the models of a list share with each other, for its rows and the inspector. */
export const sharingOf = memoizeOne(sharingIn)

const diskUseOf = memoizeOne(diskUse)

/** What all models of a host take on its disk. The only source of this figure. */
export function useDiskUse(hostId: string, models: readonly Model[]): { unique: Amount; shared: Amount } {
  return diskUseOf(models, useWeightsOf(hostId))
}
