import type { LibraryView, Model } from '#shared/contract/library.ts'
import { groupByFamily, groupByWeights, type Group } from '#shared/domain/grouping.ts'
import type { WeightsOf } from '#shared/domain/sharing.ts'
import type { UpdateOf } from '../updates/state.ts'
import { columnKinds, type SortId } from './columns.ts'
import type { FitOf } from './fits.ts'
import { allOf, matchKinds, type Matches } from './filter.ts'

/** A heading of the list: of a group, or of what a filter found other than by name. */
export interface Heading extends Omit<Group<Model>, 'kind'> {
  kind: Group<Model>['kind'] | `${keyof Matches}Match`
  open: boolean
}

export type Row = Model | Heading

export function isHeading(row: Row): row is Heading {
  return 'models' in row
}

export function keyOf(row: Row): string {
  return isHeading(row) ? row.key : row.name
}

/**
 * Sorts by a column. `models` are sorted by name, and equal ones stay so in both directions, as the server's own
 * order of them changes from call to call.
 */
export function sorted(
  models: readonly Model[],
  id: SortId,
  desc: boolean,
  fitOf: FitOf = unknown,
  updateOf: UpdateOf = unknown,
): readonly Model[] {
  if (id === 'name') return desc ? [...models].reverse() : models
  const { value } = columnKinds[id]
  const known: { model: Model; value: number | string }[] = []
  const rest: Model[] = []
  for (const model of models) {
    const it = value(model, fitOf, updateOf)
    if (it === null) rest.push(model)
    else known.push({ model, value: it })
  }
  const way = desc ? -1 : 1
  known.sort((a, b) => (a.value < b.value ? -way : a.value > b.value ? way : 0))
  return [...known.map(({ model }) => model), ...rest]
}

const unknown = () => null

/** `sorted` for each kind of matches. */
export function sortedMatches(
  { name, family, note, digest }: Matches,
  id: SortId,
  desc: boolean,
  fitOf?: FitOf,
  updateOf?: UpdateOf,
): Matches {
  const by = (models: readonly Model[]) => sorted(models, id, desc, fitOf, updateOf)
  return { name: by(name), family: by(family), note: by(note), digest: by(digest) }
}

/**
 * The rows of a list: headings, each followed by its models unless it is closed. Without grouping, the models; if some
 * do not match by name, headings tell them apart. In groups those that match by name come first.
 */
export function grouped(
  matches: Matches,
  all: readonly Model[],
  by: LibraryView['group'],
  weightsOf: WeightsOf,
  closed: ReadonlySet<string>,
): readonly Row[] {
  const models = allOf(matches)
  if (by === 'none' && models === matches.name) return models
  const groups =
    by === 'none' ? byMatch(matches) : by === 'family' ? groupByFamily(models) : groupByWeights(models, all, weightsOf)
  return groups.flatMap((group): Row[] => {
    const open = !closed.has(group.key)
    return [{ ...group, open }, ...(open ? group.models : [])]
  })
}

function byMatch(matches: Matches): Omit<Heading, 'open'>[] {
  return matchKinds
    .filter((kind) => matches[kind].length > 0)
    .map((kind) => ({ key: `/match/${kind}`, kind: `${kind}Match`, name: '', models: [...matches[kind]] }))
}
