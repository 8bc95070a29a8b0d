import { naturalCompare } from './sorting.ts'
import type { Stored } from './builds.ts'
import { dataOf, diskUse, groupByData, possiblySharing, type WeightsOf } from './sharing.ts'

/** Models under one heading, in their given order. `key` begins with a slash, which no model name does. */
export interface Group<M> {
  key: string
  /**
   * `family`, `shared` (the same weights blob or manifest), `alone` (shares no data), `unknown` (sharing not known)
   * and `cloud` (stubs, which have no weights).
   */
  kind: 'family' | 'shared' | 'alone' | 'unknown' | 'cloud'
  /** The family as the server sends it, empty if it sends none; for `shared` the sha256 of the shared data. */
  name: string
  models: M[]
}

function collect<M>(models: readonly M[], groupOf: (model: M) => Omit<Group<M>, 'models'>): Group<M>[] {
  const groups = new Map<string, Group<M>>()
  for (const model of models) {
    const group = groupOf(model)
    const known = groups.get(group.key)
    if (known) known.models.push(model)
    else groups.set(group.key, { ...group, models: [model] })
  }
  return [...groups.values()]
}

/** By family: families in natural order, the unnamed one last. */
export function groupByFamily<M extends Stored>(models: readonly M[]): Group<M>[] {
  return collect<M>(models, ({ details: { family } }) => ({
    key: `/family/${family}`,
    kind: 'family',
    name: family,
  })).sort((a, b) => Number(a.name === '') - Number(b.name === '') || naturalCompare(a.name, b.name))
}

const order: readonly Group<never>['kind'][] = ['shared', 'alone', 'unknown', 'cloud']

/**
 * By shared weights: first the groups that save most, then models that share nothing, then those for which it is not
 * known.
 *
 * @param all the models to look for sharing in, whether or not they are among `models`
 */
export function groupByWeights<M extends Stored>(
  models: readonly M[],
  all: readonly M[],
  weightsOf: WeightsOf,
): Group<M>[] {
  const open = possiblySharing(all, weightsOf)
  const holders = groupByData(all, weightsOf)
  const kindOf = (model: M): Group<M>['kind'] => {
    if (model.cloud !== null) return 'cloud'
    if ((holders.get(dataOf(model, weightsOf))?.length ?? 0) > 1) return 'shared'
    return open.has(model) ? 'unknown' : 'alone'
  }
  const groups = collect<M>(models, (model) => {
    const kind = kindOf(model)
    const name = kind === 'shared' ? dataOf(model, weightsOf) : ''
    return { key: `/weights/${kind}/${name}`, kind, name }
  })
  const saved = new Map(groups.map((group) => [group, diskUse(group.models, weightsOf, all).shared.bytes]))
  return groups.sort(
    (a, b) =>
      order.indexOf(a.kind) - order.indexOf(b.kind) ||
      (saved.get(b) ?? 0) - (saved.get(a) ?? 0) ||
      (a.key < b.key ? -1 : 1),
  )
}
