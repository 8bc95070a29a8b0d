import { displayName } from '#shared/ollama/name.ts'
import type { Context } from '../context.ts'
import { decode } from '../http/decode.ts'
import { goJson, goTime, quoted } from '../http/go.ts'
import { Refusal } from '../http/refusal.ts'
import { sizeOf } from '../manifest.ts'
import { isCloud, listedCapabilities, readModel } from '../model.ts'
import { exactName, reference, storedReference } from '../names.ts'
import type { Installed, Store } from '../store.ts'
import type { Handler, Routes } from './router.ts'
import { show } from './show.ts'

function listed({ store, generation }: Context, installed: Installed): object {
  const model = readModel(store, installed)
  const { config, manifest, weights } = model
  const name = displayName(installed.name)
  const { contextLength, embeddingLength } = weights?.gguf.listed ?? { contextLength: 0, embeddingLength: 0 }
  const capabilities = listedCapabilities(model)
  const { listsCapabilities, remote } = generation
  const context = listsCapabilities && (config.context_length || contextLength)
  const embedding = listsCapabilities && (config.embedding_length || embeddingLength)
  return {
    name,
    model: name,
    ...(remote && config.remote_model && { remote_model: config.remote_model }),
    ...(remote && config.remote_host && { remote_host: config.remote_host }),
    modified_at: goTime(installed.modifiedAt),
    size: sizeOf(manifest),
    digest: manifest.digest,
    details: {
      parent_model: weights?.layer.from ?? '',
      format: config.model_format,
      family: config.model_family,
      families: config.model_families,
      parameter_size: config.model_type,
      quantization_level: config.file_type,
      ...(context && { context_length: context }),
      ...(embedding && { embedding_length: embedding }),
    },
    ...(listsCapabilities && capabilities.length > 0 && { capabilities }),
  }
}

interface List {
  revision: number
  calls: number
  /** Models of the same second together, newest first, each as JSON. */
  seconds: string[][]
}

const lists = new WeakMap<Store, List>()
const rows = new WeakMap<Installed, string>()

function listOf(context: Context): List {
  const { store } = context
  const before = lists.get(store)
  if (before?.revision === store.revision) return before
  const bySecond = new Map<number, string[]>()
  for (const installed of store.installed()) {
    const row = rows.get(installed) ?? goJson(listed(context, installed))
    rows.set(installed, row)
    const second = Math.floor(installed.modifiedAt / 1000)
    const same = bySecond.get(second) ?? []
    same.push(row)
    bySecond.set(second, same)
  }
  const seconds = [...bySecond].sort(([a], [b]) => b - a).map(([, same]) => same)
  const made = { revision: store.revision, calls: 0, seconds }
  lists.set(store, made)
  return made
}

/** Newest first at a resolution of one second; models of the same second change their order from call to call. */
const tags: Handler = (context, exchange) => {
  const list = listOf(context)
  const turn = list.calls++
  const turned = list.seconds.map((same) => {
    const by = turn % same.length
    return by === 0 ? same : [...same.slice(by), ...same.slice(0, by)]
  })
  exchange.raw(`{"models":[${turned.flat().join(',')}]}`)
}

const copy: Handler = async ({ store, registry }, exchange) => {
  const body = decode(await exchange.body(), 'CopyRequest', { source: 'string', destination: 'string' })
  const { source = '', destination = '' } = body
  const from = exactName(source)
  if (!from) throw new Refusal(400, `source ${quoted(source)} is invalid`)
  const to = exactName(destination)
  if (!to) throw new Refusal(400, `destination ${quoted(destination)} is invalid`)
  const installed = store.get(from)
  const same = displayName(store.existing(from)) === displayName(store.existing(to))
  if (same) return exchange.empty()
  if (!installed) throw new Refusal(404, `model ${quoted(source)} not found`)
  store.put(to, installed.manifest)
  registry.withhold(to)
  exchange.empty()
}

const remove: Handler = async ({ store, generation }, exchange) => {
  const body = decode(await exchange.body(), 'DeleteRequest', { model: 'string', name: 'string' })
  const text = body.model || body.name || ''
  const nothing = text.trim() === '' && !generation.delete.requiresModel
  const found = nothing ? null : storedReference(text, generation)
  if (!found) throw new Refusal(400, `name ${quoted(text)} is invalid`)
  const installed = store.get(found.name)
  if (!installed) throw new Refusal(404, `model '${text}' not found`)
  store.remove(installed)
  exchange.empty()
}

const showModel: Handler = async (context, exchange) => {
  const body = decode(await exchange.body(), 'ShowRequest', {
    model: 'string',
    name: 'string',
    system: 'string',
    template: 'string',
    verbose: 'bool',
    options: 'map[string]interface {}',
  })
  const text = body.model || body.name || ''
  const { generation } = context
  const found = reference(text, generation)
  if (!found) throw new Refusal(...generation.show.invalid)
  // For a cloud model the server asks ollama.com; here the stub is used for its answer.
  const { name } = (found.source === 'cloud' && storedReference(text, generation)) || found
  const model = installedModel(context, name)
  if (!model || (found.source === 'local' && isCloud(model)))
    throw new Refusal(
      404,
      `model '${generation.show.missingWithTag && found.source === null ? displayName(context.store.existing(name)) : text}' not found`,
    )
  exchange.json(show(context, model, body))
}

export function installedModel({ store }: Context, name: Parameters<Store['get']>[0]) {
  const installed = store.get(name)
  return installed ? readModel(store, installed) : null
}

export const library: Routes = {
  'GET /api/tags': tags,
  'HEAD /api/tags': tags,
  'POST /api/show': showModel,
  'POST /api/copy': copy,
  'DELETE /api/delete': remove,
}
