import { Boxes } from 'lucide-react'
import { useCallback, useMemo } from 'react'
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
import { rankedActs, type Ranked } from './rank.ts'

interface ModelEntry extends Entry {
  model: Model
}

const nothingLoaded: readonly Loaded[] = []
const noModels: readonly Model[] = []
const acts = modelCommandKeys.map((key) => ({ key, phrases: verbs[key] }))
const idOf = (name: string) => `model ${name}`

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

  const entries = useMemo(
    () =>
      (models ?? []).map((model): ModelEntry => ({
        id: idOf(model.name),
        kind: 'model',
        icon: Boxes,
        texts: [model.name],
        shown: <ModelName name={model.name} />,
        opens: model.name,
        model,
      })),
    [models],
  )
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
  /** The acts on models that the query names. */
  const found = (typed: string, most: number): Ranked<Entry>[] =>
    rankedActs(
      typed,
      {
        models: entries,
        acts,
        isOffered: (key, { model }) => isOffered(key, model),
        current: inspected === null ? null : idOf(inspected),
      },
      most,
    ).map(({ item, score }) => ({ item: act(item.act, item.model.model, 'all'), score }))
  return { entries, filters, actsOf, found, inspected }
}
