import { useQueries } from '@tanstack/react-query'
import { useCallback, useMemo } from 'react'
import type { Model } from '#shared/contract/library.ts'
import type { Problem } from '#shared/contract/problem.ts'
import { useClient } from '../../../app/core.tsx'
import { useCurrentHost, useHostId } from '../../../app/data/hosts.ts'
import { useModels } from '../../../app/data/models.ts'
import { problemOf } from '../../../host/index.ts'
import type { Entry } from '../../../workers/files/entry.ts'
import { inspectionQuery } from '../../inspector/queries.ts'
import { keepAliveOf } from '../../running/keep-alive-draft.ts'
import { useResults } from '../run/results.ts'
import { startRun } from '../run/run.ts'
import { textsFault } from '../texts/entries.ts'
import { draftEntries, takeDraft, useTexts } from '../texts/store.ts'
import { type ParsedOptions, parseOptions } from './options.ts'
import { chosen, type EmbeddingChoice, embeddingChoices, poolsVectors, refusalKey, useRefusals } from './picker.ts'
import { useSetup } from './store.ts'

/** The next run: its texts and models, and what prevents it from starting. */
export interface Embedding {
  /** Texts in the list and in the draft. */
  count: number
  fault: ReturnType<typeof textsFault>
  choices: readonly EmbeddingChoice[]
  model: EmbeddingChoice | null
  second: EmbeddingChoice | null
  /** Why the models cannot be listed. */
  problem: Problem | null
  isListed: boolean
  options: ParsedOptions
  /** Whether the server can reduce the dimensions. */
  canCut: boolean
  isReady: boolean
  /** Embeds the texts in the list and the draft. */
  run: () => void
}

const none: ReadonlySet<string> = new Set()
const noModels: readonly Model[] = []
/** Most models for which the server is asked. */
const MOST_ASKED = 12

/**
 * Models whose metadata has a pooling type. The server is asked only if nothing in its list tells which model
 * embeds.
 */
function usePooling(hostId: string, models: readonly Model[], refused: ReadonlySet<string>): ReadonlySet<string> {
  const client = useClient()
  const choices = useMemo(() => embeddingChoices(models, { refused, pooling: none }), [models, refused])
  const isTold = choices.some(({ kind, isRefused }) => !isRefused && (kind === 'embedding' || kind === 'likely'))
  const asked = isTold
    ? []
    : choices
        .filter(({ isRefused }) => !isRefused)
        .slice(0, MOST_ASKED)
        .flatMap(({ name }) => models.find((model) => model.name === name) ?? [])
  return useQueries({
    queries: asked.map(({ name, digest }) => ({
      ...inspectionQuery(client, { hostId, name, digest: digest ?? '' }),
      retry: false,
    })),
    combine: (found) => {
      const pooling = asked.filter((_, at) => poolsVectors(found[at]?.data?.info ?? []))
      return pooling.length === 0 ? none : new Set(pooling.map(refusalKey))
    },
  })
}

export function useEmbedding(): Embedding {
  const client = useClient()
  const hostId = useHostId()
  const host = useCurrentHost()
  const canCut = host?.features.dimensions ?? false
  const list = useModels(hostId, host?.reach === 'up')
  const setup = useSetup()
  const { entries, draft } = useTexts()
  const isRunning = useResults(({ work }) => work.kind === 'running')
  const refused = useRefusals((refusals) => refusals.refused[hostId]) ?? none
  const pooling = usePooling(hostId, list.data ?? noModels, refused)
  const choices = useMemo(
    () => embeddingChoices(list.data ?? noModels, { refused, pooling }),
    [list.data, refused, pooling],
  )
  const all = useMemo(() => [...entries, ...draftEntries(draft)], [entries, draft])
  const fault = useMemo(() => textsFault(all.map(({ text }) => text)), [all])
  const options = useMemo(() => parseOptions(setup.options), [setup.options])
  const model = chosen(choices, setup.model)
  const second = choices.find(({ name }) => name === setup.second) ?? null
  const keepAlive = keepAliveOf(setup.keep)
  const { truncate, dimensions } = setup

  const isReady =
    !isRunning &&
    host?.reach !== 'down' &&
    all.length > 0 &&
    fault === null &&
    model !== null &&
    'options' in options &&
    keepAlive !== undefined
  const [first, other] = [model, second]
  const run = useCallback(() => {
    if (first === null || keepAlive === undefined || 'fault' in options) return
    takeDraft()
    const texts: readonly Entry[] = useTexts.getState().entries
    const settings = { truncate, dimensions: canCut ? (dimensions ?? 0) : 0, options: options.options, keepAlive }
    const models = other === null || other.name === first.name ? [first] : [first, other]
    void startRun(client, { hostId, models, texts, settings })
  }, [client, hostId, first, other, truncate, dimensions, canCut, options, keepAlive])

  return {
    count: all.length,
    fault,
    choices,
    model,
    second,
    problem: list.error ? problemOf(list.error) : null,
    isListed: list.data !== undefined,
    options,
    canCut,
    isReady,
    run,
  }
}
