import memoizeOne from 'memoize-one'
import { useEffect } from 'react'
import { create } from 'zustand'
import type { CorralClient } from '#shared/contract/index.ts'
import type { Model } from '#shared/contract/library.ts'
import { diskUse, digestsToCheck, type WeightsOf } from '#shared/domain/sharing.ts'
import { useClient } from '../core.tsx'
import type { Amount } from '#shared/domain/amount.ts'

/** By host, then by the digest of the manifest; what could not be asked is not in it. */
type Known = ReadonlyMap<string, string | null>
const useKnown = create<{ hosts: Readonly<Record<string, Known>> }>(() => ({ hosts: {} }))
const nothing: Known = new Map()
const knownOf = (hostId: string) => useKnown.getState().hosts[hostId] ?? nothing

/** Manifests asked about at once; an answer takes a server some hundredths of a second each. */
const CHUNK = 24

/** All figures are worked out anew with what was learned: of thousands of models not at every answer. In milliseconds. */
const TELL_EVERY = 2000

/** What could not be asked is asked again after so long, in milliseconds. */
const AGAIN_AFTER = 30_000

/** Asks once for all that is not known. */
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
      if (Date.now() - told >= TELL_EVERY) tell()
    }
  } finally {
    tell()
  }
}

const suspectsIn = memoizeOne(digestsToCheck)
const weightsIn = memoizeOne(
  (known: Known): WeightsOf =>
    (digest) =>
      known.get(digest),
)

/** The weights of the models of a host, as far as they are known; the same function until more are. */
export function useWeightsOf(hostId: string): WeightsOf {
  return weightsIn(useKnown(({ hosts }) => hosts[hostId] ?? nothing))
}

/** Learns which models share weights, until all is known: what fails is asked again. For one place of the page. */
export function useLearnWeights(hostId: string, models: readonly Model[]): void {
  const client = useClient()
  const suspected = suspectsIn(models)
  const isComplete = useKnown(({ hosts }) => suspected.every((digest) => hosts[hostId]?.has(digest)))
  useEffect(() => {
    if (isComplete) return undefined
    const abort = new AbortController()
    let timer: ReturnType<typeof setTimeout> | undefined
    const run = async () => {
      // What cannot be read stays unknown and is told as such.
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

const diskUseOf = memoizeOne(diskUse)

/** What all models of a host take on its disk: the one source of this figure, wherever it is shown. */
export function useDiskUse(hostId: string, models: readonly Model[]): { unique: Amount; shared: Amount } {
  return diskUseOf(models, useWeightsOf(hostId))
}
