import { useTranslation } from 'react-i18next'
import { kinds, useEntries, type Entry } from './entries.tsx'
import { useModelEntries } from './model-entries.tsx'
import { pullable, usePullEntry, type Pullable } from './pull-entry.tsx'
import { ranked, type Ranked } from './rank.ts'
import { useRecent } from './recent.ts'

/** Most results shown; typing more narrows them down. */
const MOST_FOUND = 30
/** Most entries of each kind shown before anything is typed. */
const MOST_OFFERED = 20
const MOST_RECENT = 5

export interface Group {
  heading: string | null
  entries: readonly Entry[]
}

/**
 * What the palette shows: the acts of the model `opened`, if there is one. Else, without a query, the recent entries,
 * then all by kind, acts on the inspected model first; with one a single list, best first.
 */
export function useGroups(typed: string, opened: string | null): Group[] {
  const { t } = useTranslation()
  const others = useEntries()
  const models = useModelEntries()
  const recent = useRecent(({ ids }) => ids)
  const pullEntry = usePullEntry()
  if (opened !== null) {
    const acts = models.actsOf(opened, 'act')
    return [{ heading: null, entries: typed.trim() === '' ? acts : ranked(acts, typed, [], MOST_FOUND).map(itemOf) }]
  }
  const fixed = [...others, ...models.filters]
  if (typed.trim() !== '') {
    const found = best(
      models.search.acts(typed, MOST_FOUND),
      ranked(fixed, typed, recent, MOST_FOUND),
      models.search.models(typed, recent, MOST_FOUND),
    )
    const pull = pullEntry && pullable(typed)
    return [{ heading: null, entries: pull ? withPull(found, pull, pullEntry(pull)) : found }]
  }
  const entries = [...fixed, ...models.offered(recent, MOST_OFFERED + MOST_RECENT)]
  const byId = new Map(entries.map((entry) => [entry.id, entry]))
  const late = recent.flatMap((id) => byId.get(id) ?? []).slice(0, MOST_RECENT)
  const rest = [...models.actsOf(models.inspected, 'all'), ...entries].filter((entry) => !late.includes(entry))
  return [
    { heading: t('palette.recent'), entries: late },
    ...kinds.map((kind) => ({
      heading: t(`palette.headings.${kind}`),
      entries: rest.filter((entry) => entry.kind === kind).slice(0, MOST_OFFERED),
    })),
  ].filter((group) => group.entries.length > 0)
}

const itemOf = ({ item }: Ranked<Entry>) => item

function best(...found: readonly Ranked<Entry>[][]): Entry[] {
  return found
    .flat()
    .sort((a, b) => b.score - a.score)
    .slice(0, MOST_FOUND)
    .map(itemOf)
}

/** An asked pull comes first, unless the model is there to be pulled again; any other text is offered if nothing has it. */
function withPull(found: readonly Entry[], { names, means }: Pullable, entry: Entry): Entry[] {
  const others = found.filter(({ id }) => id !== entry.id)
  if (means === 'possible' && others.length > 0) return [...found]
  const isThere = names.length === 1 && others.some(({ id }) => id === `pullAgain ${names[0]}`)
  if (isThere) return others
  return means === 'named' ? [entry, ...others] : [...others, entry]
}
