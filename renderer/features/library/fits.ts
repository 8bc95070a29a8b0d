import { create } from 'zustand'
import type { Model } from '#shared/contract/library.ts'
import type { Verdict } from '#shared/domain/memory-fit/estimate.ts'

/** From the best. */
export const fits = ['fits', 'tight', 'partial', 'none'] as const satisfies readonly Verdict[]
export type Fit = (typeof fits)[number]

/** Whether a model fits with the context that the server takes by itself; `null` if that is not known. */
export type FitOf = (model: Model) => Fit | null

interface Fits {
  hostId: string | null
  /** `null` if the free memory of the host is not known. */
  fitOf: FitOf | null
  /** The models in view, which are asked for first. */
  drawn: readonly Model[]
}

export const useFits = create<Fits>(() => ({ hostId: null, fitOf: null, drawn: [] }))

export function useFitOf(hostId: string): FitOf | null {
  return useFits((fits) => (fits.hostId === hostId ? fits.fitOf : null))
}
