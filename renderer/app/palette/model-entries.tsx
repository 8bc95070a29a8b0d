import { Boxes } from 'lucide-react'
import memoizeOne from 'memoize-one'
import { useCallback } from 'react'
import { useTranslation } from 'react-i18next'
import type { Model } from '#shared/contract/library.ts'
import type { Loaded } from '#shared/contract/running.ts'
import { verbs } from '#shared/i18n/verbs.ts'
import { useModelActs } from '../../features/library/acts.ts'
import { useMemoryWorks } from '../../features/library/memory.ts'
import {
  isCommandOffered,
  memoryStep,
  modelCommand,
  modelCommandKeys,
  type ModelCommandKey,
} from '../../features/library/model-commands.ts'
import { ModelName } from '../../ui/index.ts'
import { useCurrentHost } from '../data/hosts.ts'
import { useModels } from '../data/models.ts'
import { useLoaded } from '../data/running.ts'
import { useNavigation } from '../navigation.ts'
import type { Entry } from './entries.tsx'
import { useFilterEntries } from './filter-entries.tsx'
import { prepare } from './match.ts'
import { ranked, rankedActs, type Findable, type Ranked } from './rank.ts'

interface FindableModel extends Findable {
  model: Model
}

const nothingLoaded: readonly Loaded[] = []
const noModels: readonly Model[] = []
const acts = modelCommandKeys.map((key) => ({ key, phrases: verbs[key] }))
const idOf = (name: string) => `model ${name}`

/** Thousands are prepared when the palette opens, not with the first key, and kept when it closes. */
const findableIn = memoizeOne((models: readonly Model[]) =>
  models.map((model): FindableModel => ({
    id: idOf(model.name),
    texts: [model.name],
    prepared: [prepare(model.name)],
    model,
  })),
)

const entryOf = ({ id, texts, model: { name } }: FindableModel): Entry => ({
  id,
  kind: 'model',
  icon: Boxes,
  texts,
  shown: <ModelName name={name} />,
  opens: name,
})

const withItem = <A, B>(found: readonly Ranked<A>[], itemOf: (item: A) => B): Ranked<B>[] =>
  found.map(({ item, score }) => ({ item: itemOf(item), score }))

/** The models of the current host as entries, and what can be done with each of them. */
export function useModelEntries() {
  const { t } = useTranslation()
  const host = useCurrentHost()
  const hostId = host?.id ?? null
  const models = useModels(hostId, host?.reach === 'up').data
  const running = useLoaded(hostId) ?? nothingLoaded
  const workOf = useMemoryWorks(hostId ?? '')
  const modelActs = useModelActs(hostId ?? '')
  const inspected = useNavigation((navigation) => navigation.inspected)

  const findable = findableIn(models ?? noModels)
  const filters = useFilterEntries(hostId ?? '', models ?? noModels)
  const isOffered = useCallback(
    (key: ModelCommandKey, model: Model) =>
      isCommandOffered(key, model, memoryStep(model, running, workOf(model.name)?.kind === 'load'), modelActs),
    [running, workOf, modelActs],
  )
  const act = useCallback(
    (key: ModelCommandKey, model: Model, says: 'act' | 'all'): Entry => {
      const { label, icon, shortcut, danger = false, onSelect } = modelCommand(key, model, modelActs, running, t)
      const full = t(`library.command.${key}`, { name: model.name })
      return {
        id: `${key} ${model.name}`,
        kind: 'act',
        icon,
        danger,
        texts: [label, ...verbs[key]],
        shown: says === 'act' ? label : full,
        remembered: idOf(model.name),
        // The keys of the list act on its own row, so they are shown only where there is one model.
        ...(says === 'act' ? { shortcut } : {}),
        run: onSelect,
      }
    },
    [modelActs, running, t],
  )
  /** Everything that can be done with one model; empty if there is no such model. */
  const actsOf = (name: string | null, says: 'act' | 'all'): Entry[] => {
    const model = name === null ? undefined : models?.find((one) => one.name === name)
    if (!model) return []
    return modelCommandKeys.filter((key) => isOffered(key, model)).map((key) => act(key, model, says))
  }
  const search = {
    /** The acts on models that the query names. */
    acts: (typed: string, most: number): Ranked<Entry>[] => {
      const found = rankedActs(
        typed,
        {
          models: findable,
          acts,
          isOffered: (key, { model }) => isOffered(key, model),
          current: inspected === null ? null : idOf(inspected),
        },
        most,
      )
      return withItem(found, (one) => act(one.act, one.model.model, 'all'))
    },
    models: (typed: string, recent: readonly string[], most: number): Ranked<Entry>[] =>
      withItem(ranked(findable, typed, recent, most), entryOf),
  }
  /** The first models, and those of some ids. */
  const offered = (ids: readonly string[], most: number): Entry[] =>
    findable.filter(({ id }, at) => at < most || ids.includes(id)).map(entryOf)
  return { filters, actsOf, search, offered, inspected }
}
