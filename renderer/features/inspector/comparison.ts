import { create } from 'zustand'
import type { Listed } from '#shared/contract/library.ts'

interface Comparison {
  /** The compared models; `right` is `null` until it is chosen. */
  left: string | null
  right: string | null
  begin: (left: string) => void
  choose: (right: string) => void
  swap: () => void
  end: () => void
}

/** The two models that are compared. */
export const useComparison = create<Comparison>((set) => ({
  left: null,
  right: null,
  begin: (left) => set({ left, right: null }),
  choose: (right) => set({ right }),
  swap: () => set(({ left, right }) => (right === null ? {} : { left: right, right: left })),
  end: () => set({ left: null, right: null }),
}))

/** A model as it is told from others. */
type Told = Pick<Listed, 'name' | 'digest'>

/** Whether two different names are of one model: their manifests are the same. */
export const isSameModel = (one: Told, other: Told): boolean => one.digest !== null && one.digest === other.digest

/**
 * The models to offer on one side: those that can be compared, without that of the other side, whose spelling may
 * differ. The same model under another name comes last.
 */
export function offered<Model extends Told & { readOnly: boolean }>(
  models: readonly Model[],
  other: string | null,
): Model[] {
  const can = models.filter(({ readOnly }) => !readOnly)
  const chosen = can.find(({ name }) => name === other)
  if (!chosen) return can
  const spelling = chosen.name.toLowerCase()
  const others = can.filter(
    (model) => model !== chosen && !(model.name.toLowerCase() === spelling && model.digest === chosen.digest),
  )
  const isCopy = (model: Model) => isSameModel(model, chosen)
  return [...others.filter((model) => !isCopy(model)), ...others.filter(isCopy)]
}
