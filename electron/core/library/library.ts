import {
  PAGE_BYTES,
  type Inspection,
  type Listed,
  type Tensor,
  type TensorTotals,
  type TextPart,
  type Token,
  type Vocabulary,
} from '#shared/contract/library.ts'
import type { MemoryModel } from '#shared/contract/memory-model.ts'
import { tensorTotals } from '#shared/domain/ggml.ts'
import type { WeightsOf } from '#shared/domain/sharing.ts'
import type { Rows } from '#shared/ollama/fields.ts'
import type { Show } from '#shared/ollama/show.ts'
import type { Tag } from '#shared/ollama/tags.ts'
import { withoutBin } from '../bin/own-bin.ts'
import type { HostsService } from '../hosts/hosts.ts'
import { perHost } from '../hosts/lifecycle.ts'
import type { Platform } from '../platform.ts'
import type { Ollama } from '../ollama/client.ts'
import { ProblemError, fail } from '../problem.ts'
import { textOf, toInspection, toTensors, weightsDigest } from './inspection.ts'
import { readMemoryModel } from './memory-model.ts'
import { toListed, toStored } from './models.ts'
import { isLocal, refuseLocal } from './names.ts'
import { fitCount, pageOf, textPage } from './pages.ts'
import { createVerboseCache, type TokenQuery, type Verbose } from './verbose.ts'
import { createWeights } from './weights.ts'

/** Brief answers kept for the pages of their texts and tensors. */
const KEPT_SHOWS = 8
/** Some KB each: the library asks for all models if it is sorted by whether they fit. */
const KEPT_MEMORY_MODELS = 2000

/** Room for the totals of layers and types in one reply. */
const LAYER_BYTES = PAGE_BYTES - 16 * 1024
const MAX_TYPES = 64

interface Key {
  hostId: string
  name: string
}

/** What is read of the models of a host, and kept. What changes them is in `acts.ts`. */
export interface LibraryService {
  list(
    input: { hostId: string; revision: string | null },
    signal?: AbortSignal,
  ): Promise<{ revision: string; models: string | null; leftOut: number }>
  weights(input: { hostId: string; digests: string[] }, signal?: AbortSignal): Promise<Record<string, string | null>>
  /** The weights of a host that were asked for so far. */
  knownWeights(hostId: string): WeightsOf
  inspect(key: Key, signal?: AbortSignal): Promise<Inspection>
  text(input: Key & { part: TextPart; offset: number }): Promise<ReturnType<typeof textPage>>
  tensors(input: Key & { offset: number; limit: number }): Promise<{ rows: Tensor[]; total: number }>
  array(input: Key & { key: string; offset: number; limit: number }): Promise<ReturnType<Verbose['array']>>
  tokens(input: Key & { offset: number; limit: number }): Promise<ReturnType<Verbose['tokens']>>
  searchTokens(input: Key & TokenQuery): Promise<{ rows: Token[]; next: number | null }>
  vocabulary(key: Key): Promise<Vocabulary>
  tensorTotals(key: Key): Promise<TensorTotals>
  memoryModel(key: Key): Promise<MemoryModel>
  /** Reads the list, and tells of a change of it whoever shows it. */
  follow(hostId: string): Promise<void>
  /** The model as last listed, if it was. */
  known(hostId: string, name: string): Listed | undefined
  /** The list as last read, with the names of the bin; `undefined` if it was not. */
  rows(hostId: string): readonly Tag[] | undefined
  /** Called after a list was read that differs from the one before. */
  onList(listener: (hostId: string) => void): void
  /** As `known`, listing first where need be. */
  find(hostId: string, name: string): Promise<Listed | undefined>
}

/** Whether what is kept under a key was read of a host. */
const isOf = (hostId: string, key: string) => key.startsWith(`${hostId}\n`)

/** With which a stub's own host says that it no longer has the model. */
const goneStatuses: ReadonlySet<number> = new Set([404, 410, 500])

/** `ollama.com` of `https://ollama.com:443`; where a stub does not say, it is that one. */
function hostOf(address: string): string {
  return URL.canParse(address) ? new URL(address).hostname : address || 'ollama.com'
}

/** A host's list as last read. */
interface Listing {
  list: Rows<Tag>
  models: Map<string, Listed>
  /** As it crosses, and which of all such texts it is. */
  text: string
  revision: string
}

export function createLibrary(
  platform: Platform,
  hosts: HostsService,
  modelsChanged: (hostId: string) => void,
): LibraryService {
  const lists = perHost<Listing>(hosts)
  const listeners: ((hostId: string) => void)[] = []
  const shows = new Map<string, Show>()
  const memoryModels = new Map<string, MemoryModel>()
  const verbose = createVerboseCache(platform.clock)
  /** Stubs, by host and name, whose own host no longer has the model. */
  const gone = new Set<string>()
  hosts.listen(({ type, hostId }) => {
    if (type === 'made') return
    for (const kept of [shows, memoryModels]) for (const key of kept.keys()) if (isOf(hostId, key)) kept.delete(key)
    for (const key of gone) if (isOf(hostId, key)) gone.delete(key)
    verbose.drop((key) => isOf(hostId, key))
    if (type === 'changed') modelsChanged(hostId)
  })

  const read = async (hostId: string, signal?: AbortSignal): Promise<Listing> => {
    const list = await hosts.client(hostId).tags(signal)
    const before = lists.get(hostId)
    if (before?.list === list) return before
    learnFrom(hostId, list.rows)
    return keep(hostId, list)
  }
  const keep = (hostId: string, list: Rows<Tag>): Listing => {
    const before = lists.get(hostId)
    const models = toListed(withoutBin(list.rows), (name) => gone.has(`${hostId}\n${name}`))
    const text = JSON.stringify(models)
    const listing = {
      list,
      models: new Map(models.map((model) => [model.name, model])),
      text,
      // An answer in another order is no other list.
      revision: before?.text === text ? before.revision : platform.newId(),
    }
    lists.set(hostId, listing)
    if (listing.revision !== before?.revision) for (const listener of listeners) listener(hostId)
    return listing
  }
  /** An answer that has the field shows more than a version number promises; its absence shows nothing. */
  const learnFrom = (hostId: string, tags: readonly Tag[]) => {
    if (tags.some(({ capabilities }) => capabilities !== undefined)) hosts.learn(hostId, { tagsCapabilities: true })
  }
  const known = (hostId: string, name: string) => lists.get(hostId)?.models.get(name)
  const find = async (hostId: string, name: string) => known(hostId, name) ?? (await read(hostId)).models.get(name)

  const keyOf = ({ hostId, name }: Key) => {
    const model = known(hostId, name)
    return `${hostId}\n${model?.digest ?? model?.modifiedAt ?? ''}\n${name}`
  }
  /** What the host of a stub said of it; the list tells it from then on. */
  const setGone = ({ hostId, name }: Key, isGone: boolean) => {
    const key = `${hostId}\n${name}`
    const listing = lists.get(hostId)
    if (gone.has(key) === isGone || !listing) return
    if (isGone) gone.add(key)
    else gone.delete(key)
    keep(hostId, listing.list)
    modelsChanged(hostId)
  }

  /** One of the two ways to ask about a model. */
  const ask = async <T>(key: Key, show: (client: Ollama) => Promise<T>): Promise<T> => {
    refuseLocal(key.name)
    const listed = known(key.hostId, key.name)
    try {
      const answer = await show(hosts.client(key.hostId))
      setGone(key, false)
      return answer
    } catch (error) {
      if (!(error instanceof ProblemError) || !listed) throw error
      const { code, status, detail } = error.problem
      // The server passes on what the host of a stub answers for a model that it no longer has.
      if (listed.cloud && status !== undefined && goneStatuses.has(status)) {
        setGone(key, true)
        throw fail('cloud_model_gone', { model: key.name, origin: hostOf(listed.cloud.host) }, { status, detail })
      }
      // Listed and yet not found: the manifest is there and a file it names is not.
      if (code === 'model_not_found') throw fail('weights_missing', { model: key.name }, { status: 404, detail })
      throw error
    }
  }
  const readShow = (key: Key, signal?: AbortSignal): Promise<Show> =>
    ask(key, (client) => client.show(key.name, signal))
  const keepShow = (key: Key, show: Show) => {
    const at = keyOf(key)
    shows.delete(at)
    shows.set(at, show)
    for (const old of shows.keys()) if (shows.size > KEPT_SHOWS) shows.delete(old)
  }
  const briefShow = async (key: Key): Promise<Show> => {
    const kept = shows.get(keyOf(key))
    if (kept) return kept
    const show = await readShow(key)
    keepShow(key, show)
    return show
  }
  const verboseShow = async (key: Key): Promise<Verbose> => {
    // Names of one manifest have the same answer.
    const digest = (await find(key.hostId, key.name))?.digest
    return verbose.get(`${key.hostId}\n${digest ?? key.name}`, () => ask(key, (client) => client.showVerbose(key.name)))
  }

  const weights = createWeights(async (hostId, digest, signal) => {
    const { list } = lists.get(hostId) ?? (await read(hostId, signal))
    const named = list.rows.filter((tag) => tag.digest === digest).map(toStored)
    const name = named.find((model) => model.cloud === null && !isLocal(model.name))?.name
    if (name === undefined) throw fail('model_not_found')
    return weightsDigest((await readShow({ hostId, name }, signal)).modelfile ?? '')
  })

  return {
    async list({ hostId, revision }, signal) {
      const listing = await read(hostId, signal)
      return {
        revision: listing.revision,
        models: listing.revision === revision ? null : listing.text,
        leftOut: listing.list.leftOut,
      }
    },
    known,
    rows: (hostId) => lists.get(hostId)?.list.rows,
    onList: (listener) => void listeners.push(listener),
    find,
    async follow(hostId) {
      const before = lists.get(hostId)?.revision
      // A list that nobody has asked for shows nothing that could be out of date.
      if (before !== undefined && (await read(hostId)).revision !== before) modelsChanged(hostId)
    },
    weights: ({ hostId, digests }, signal) => weights.read(hostId, digests, signal),
    knownWeights: weights.known,

    async inspect(key, signal) {
      const show = await readShow(key, signal)
      if (show.capabilities !== undefined) hosts.learn(key.hostId, { showCapabilities: true })
      keepShow(key, show)
      return toInspection(key.name, known(key.hostId, key.name)?.digest ?? null, show)
    },
    text: async ({ part, offset, ...key }) => textPage(textOf(await briefShow(key), part), offset),
    async tensors({ offset, limit, ...key }) {
      const tensors = toTensors(await briefShow(key))
      const rows = tensors.slice(offset, offset + limit)
      const short = (row: Tensor): Tensor => ({
        ...row,
        name: row.name.slice(0, 1000),
        shape: row.shape?.slice(0, 16) ?? null,
      })
      return { rows: pageOf(rows, 0, limit, short), total: tensors.length }
    },
    async tensorTotals(key) {
      const { types, layers, ...totals } = tensorTotals(toTensors(await briefShow(key)))
      return { ...totals, types: types.slice(0, MAX_TYPES), layers: layers.slice(0, fitCount(layers, LAYER_BYTES)) }
    },
    async memoryModel(key) {
      const listed = await find(key.hostId, key.name)
      const at = `${key.hostId}
${listed?.digest ?? ''}`
      const kept = listed?.digest ? memoryModels.get(at) : undefined
      if (kept) return kept
      const show = await briefShow(key)
      const { model, isWhole } = await readMemoryModel(show, listed?.size ?? null, () => verboseShow(key))
      if (listed?.digest && isWhole) memoryModels.set(at, model)
      for (const old of memoryModels.keys()) if (memoryModels.size > KEPT_MEMORY_MODELS) memoryModels.delete(old)
      return model
    },
    array: async ({ key, offset, limit, ...model }) => (await verboseShow(model)).array(key, offset, limit),
    tokens: async ({ offset, limit, ...key }) => (await verboseShow(key)).tokens(offset, limit),
    searchTokens: async ({ query, type, from, limit, ...key }) =>
      (await verboseShow(key)).search({ query, type, from, limit }),
    vocabulary: async (key) => (await verboseShow(key)).vocabulary(),
  }
}
