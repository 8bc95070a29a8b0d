import { useCallback, useMemo } from 'react'
import type { Problem } from '#shared/contract/problem.ts'
import { useClient } from '../../app/core.tsx'
import { useCurrentHost, useHostId } from '../../app/data/hosts.ts'
import { useModels } from '../../app/data/models.ts'
import { problemOf } from '../../host/index.ts'
import { keepAliveOf } from '../running/keep.ts'
import { parseOptions, type ParsedOptions } from './options.ts'
import { chosen, embeddingChoices, type EmbeddingChoice } from './picker.ts'
import { startRun } from './run.ts'
import { usePlayground } from './store.ts'
import { splitTexts, textsFault } from './texts.ts'

/** The next run as it is set up now: what it would embed and with what, what keeps it from starting. */
export interface Embedding {
  texts: readonly string[]
  fault: ReturnType<typeof textsFault>
  choices: readonly EmbeddingChoice[]
  model: EmbeddingChoice | null
  /** Why the models cannot be listed. */
  problem: Problem | null
  isListed: boolean
  options: ParsedOptions
  /** Whether the server cuts vectors to fewer numbers. */
  canCut: boolean
  isReady: boolean
  /** Embeds these texts, or those that are set up. */
  run: (others?: readonly string[]) => void
}

export function useEmbedding(): Embedding {
  const client = useClient()
  const hostId = useHostId()
  const canCut = useCurrentHost()?.features.dimensions ?? false
  const list = useModels(hostId)
  const setup = usePlayground((playground) => playground.setup)
  const isRunning = usePlayground(({ work }) => work.kind === 'running')
  const choices = useMemo(() => embeddingChoices(list.data ?? []), [list.data])
  const texts = useMemo(() => splitTexts(setup.text), [setup.text])
  const fault = useMemo(() => textsFault(texts), [texts])
  const options = useMemo(() => parseOptions(setup.options), [setup.options])
  const model = chosen(choices, setup.model)
  const keepAlive = keepAliveOf(setup.keep)
  const { truncate, dimensions } = setup

  const isReady =
    !isRunning &&
    texts.length > 0 &&
    fault === null &&
    model !== null &&
    'options' in options &&
    keepAlive !== undefined
  const name = model?.name
  const run = useCallback(
    (others: readonly string[] = texts) => {
      if (name === undefined || keepAlive === undefined || 'fault' in options) return
      void startRun(client, {
        hostId,
        model: name,
        texts: [...others],
        truncate,
        dimensions: canCut ? (dimensions ?? 0) : 0,
        ...(Object.keys(options.options).length > 0 ? { options: options.options } : {}),
        keepAlive,
      })
    },
    [client, hostId, name, texts, truncate, dimensions, canCut, options, keepAlive],
  )

  return {
    texts,
    fault,
    choices,
    model,
    problem: list.error ? problemOf(list.error) : null,
    isListed: list.data !== undefined,
    options,
    canCut,
    isReady,
    run,
  }
}
