import memoizeOne from 'memoize-one'
import { useEffect } from 'react'
import { create } from 'zustand'
import type { CorralClient } from '#shared/contract/index.ts'
import type { Model } from '#shared/contract/library.ts'
import { suspects, type WeightsOf } from '#shared/domain/sharing.ts'
import { useClient } from '../../app/core.tsx'

/** By the digest of the manifest, which is that of its content: the same on every host and for good. */
const useKnown = create<{ known: ReadonlyMap<string, string | null> }>(() => ({ known: new Map() }))

/** Manifests asked about at once; an answer takes a server some hundredths of a second each. */
const CHUNK = 24

/** All figures are worked out anew with what was learned: of thousands of models not at every answer. In milliseconds. */
const TELL_EVERY = 2000

let last: Promise<unknown> = Promise.resolve()

/** Asks until all is known or nobody wants to know, one after another: who comes later finds most of it known. */
function ask(client: CorralClient, hostId: string, suspected: readonly string[], signal: AbortSignal): void {
  const run = async () => {
    let learned: [string, string | null][] = []
    let told = Date.now()
    const tell = () => {
      if (learned.length === 0) return
      const news = learned
      useKnown.setState(({ known }) => ({ known: new Map([...known, ...news]) }))
      learned = []
      told = Date.now()
    }
    const wanted = suspected.filter((digest) => !useKnown.getState().known.has(digest))
    try {
      for (let at = 0; at < wanted.length && !signal.aborted; at += CHUNK) {
        const digests = wanted.slice(at, at + CHUNK)
        const weights = await client.library.weights({ hostId, digests }, { signal })
        for (const [index, digest] of digests.entries()) learned.push([digest, weights[index] ?? null])
        if (Date.now() - told >= TELL_EVERY) tell()
      }
    } finally {
      tell()
    }
  }
  // What cannot be read stays unknown and is told as such; it is asked for again when the models are looked at next.
  last = last.then(run).catch(() => {})
}

const suspectsIn = memoizeOne(suspects)
const whatIsKnown = memoizeOne(
  (
    suspected: readonly string[],
    known: ReadonlyMap<string, string | null>,
  ): { weightsOf: WeightsOf; isExact: boolean } => ({
    weightsOf: (digest) => known.get(digest),
    isExact: suspected.every((digest) => known.has(digest)),
  }),
)

/**
 * Which models share weights, asked for while someone looks. `isExact` is false while models that may
 * share some are not known yet: all figures are then the most it can be.
 */
export function useWeights(hostId: string, models: readonly Model[]): { weightsOf: WeightsOf; isExact: boolean } {
  const client = useClient()
  const { known } = useKnown()
  const suspected = suspectsIn(models)
  const told = whatIsKnown(suspected, known)
  const { isExact } = told
  useEffect(() => {
    if (isExact) return undefined
    const abort = new AbortController()
    ask(client, hostId, suspected, abort.signal)
    return () => abort.abort()
  }, [client, hostId, suspected, isExact])
  return told
}
