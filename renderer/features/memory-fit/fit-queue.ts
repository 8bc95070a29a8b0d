import type { Model } from '#shared/contract/library.ts'

/** So many at once: for each answer a server reads the whole header of a file. */
const AT_ONCE = 2

interface FitQueue {
  /** Asks for what is wanted now. To be called whenever that changes. */
  next: () => void
  stop: () => void
}

/**
 * Asks for models one after another, two at a time, each digest once; what is no longer wanted is not asked for.
 *
 * @param wanted the models to ask for, the most urgent first
 * @param ask a failure is not repeated
 */
export function createFitQueue(
  wanted: () => readonly Model[],
  isKnown: (model: Model) => boolean,
  ask: (model: Model) => Promise<void>,
): FitQueue {
  const asked = new Set<string>()
  let working = 0
  let isStopped = false
  const take = (): Model | undefined => {
    if (isStopped) return undefined
    const model = wanted().find((one) => one.cloud === null && !asked.has(digestOf(one)) && !isKnown(one))
    if (model) asked.add(digestOf(model))
    return model
  }
  const work = async (first: Model) => {
    working += 1
    for (let model: Model | undefined = first; model; model = take()) await ask(model).catch(() => {})
    working -= 1
  }
  const next = () => {
    const model = working < AT_ONCE ? take() : undefined
    if (!model) return
    void work(model)
    next()
  }
  return {
    next,
    stop() {
      isStopped = true
    },
  }
}

/** Names of one digest have the same answer. */
export function digestOf({ digest, name }: Pick<Model, 'digest' | 'name'>): string {
  return digest ?? name
}
