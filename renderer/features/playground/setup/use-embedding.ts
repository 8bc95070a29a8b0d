import { useCallback, useMemo } from 'react'
import type { Problem } from '#shared/contract/problem.ts'
import { useClient } from '../../../app/core.tsx'
import { useCurrentHost, useHostId } from '../../../app/data/hosts.ts'
import { useModels } from '../../../app/data/models.ts'
import { problemOf } from '../../../host/index.ts'
import type { Entry } from '../../../workers/files/entry.ts'
import { keepAliveOf } from '../../running/keep.ts'
import { useResults } from '../run/results.ts'
import { startRun } from '../run/run.ts'
import { textsFault } from '../texts/entries.ts'
import { draftEntries, takeDraft, useTexts } from '../texts/store.ts'
import { parseOptions, type ParsedOptions } from './options.ts'
import { chosen, embeddingChoices, type EmbeddingChoice } from './picker.ts'
import { useSetup } from './store.ts'

/** The next run as it is set up now: how much it would embed and with what, what keeps it from starting. */
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
  /** Whether the server cuts vectors to fewer numbers. */
  canCut: boolean
  isReady: boolean
  /** Embeds the texts in the list and the draft. */
  run: () => void
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
  const choices = useMemo(() => embeddingChoices(list.data ?? []), [list.data])
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
  const [first, other] = [model?.name, second?.name]
  const run = useCallback(() => {
    if (first === undefined || keepAlive === undefined || 'fault' in options) return
    takeDraft()
    const texts: readonly Entry[] = useTexts.getState().entries
    const settings = { truncate, dimensions: canCut ? (dimensions ?? 0) : 0, options: options.options, keepAlive }
    const models = other === undefined || other === first ? [first] : [first, other]
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
