import { displayName, type NameParts } from '#shared/ollama/name.ts'
import {
  type Config,
  configLayer,
  describeWeights,
  jsonLayer,
  type Message,
  textLayer,
  weightsLayer,
} from './catalogue/package.ts'
import { type FileType, isFileType } from './catalogue/quantization.ts'
import { sleep } from '../platform/clock.ts'
import type { Context } from './context.ts'
import type { Progress } from './http/progress.ts'
import { Refusal } from './http/refusal.ts'
import { type Layer, manifestOf, media, rewritten } from './manifest.ts'
import { readModel } from './model.ts'
import { reference } from './names.ts'
import type { Blob } from './store.ts'
import { checkTemplate } from './template.ts'
import { TICK } from './transfer.ts'

export interface CreateRequest {
  from?: string
  files?: Record<string, string>
  adapters?: Record<string, string>
  quantize?: string
  quantization?: string
  template?: string
  system?: string
  license?: unknown
  parameters?: Record<string, unknown>
  messages?: Message[]
  renderer?: string
  parser?: string
  requires?: string
  remote_host?: string
  info?: Record<string, unknown>
}

/** Bytes quantized per second. */
const QUANTIZE_RATE = 400e6
/** The placeholder before a digest is known. */
const NO_DIGEST = '0'.repeat(19)

/** A layer of the new model, with its progress line. */
interface Piece {
  layer: Layer
  status: string
}

interface Draft {
  pieces: Piece[]
  config: Partial<Config>
}

/** Creates a model from another one, or from uploaded files. */
export async function create(
  context: Context,
  name: NameParts,
  request: CreateRequest,
  progress: Progress,
): Promise<void> {
  const { store } = context
  const { pieces, config } = await base(context, request, progress)
  await quantize(context, pieces, request.quantize || request.quantization || '', progress)
  addTexts(context, pieces, request)
  const [weights] = pieces.filter(({ layer }) => layer.mediaType === media.model)
  const projects = pieces.some(({ layer }) => layer.mediaType === media.projector)
  const gguf = weights && store.blobs.get(weights.layer.digest)?.gguf
  const layers = pieces.map(({ layer }) => layer)
  const made = configLayer({ ...describeWeights(gguf, projects), ...withoutEmpty(config, request) }, layers)
  store.blobs.set(made.layer.digest, made.blob)
  for (const { status } of pieces) progress.emit({ status })
  progress.emit({ status: 'writing manifest' })
  store.put(name, rewritten(manifestOf(made.layer, layers)))
  context.registry.withhold(name)
  progress.emit({ status: 'success' })
}

async function base(context: Context, request: CreateRequest, progress: Progress): Promise<Draft> {
  const { from, files, remote_host } = request
  if (from) {
    const found = reference(from, context.generation)
    if (!found) throw new Refusal(400, 'invalid model name')
    const host = remote_host || (found.source === 'cloud' ? 'https://ollama.com:443' : '')
    if (host)
      return { pieces: [], config: { remote_host: host, remote_model: displayName(found.name), ...fromInfo(request) } }
    return fromModel(context, found.name, request, progress)
  }
  if (!files) throw new Refusal(400, "neither 'from' or 'files' was specified")
  return { pieces: fromFiles(context, files, progress), config: fromInfo(request) }
}

/** The layers of an installed model; it is pulled first if it is not installed. */
async function fromModel(
  { store, puller }: Context,
  name: NameParts,
  request: CreateRequest,
  progress: Progress,
): Promise<Draft> {
  if (!store.exactly(name)) await puller.pull(name, false, progress)
  const installed = store.get(name)
  if (!installed) throw new Refusal(500, 'file does not exist')
  const { renderer, parser, requires, model_format, capabilities } = readModel(store, installed).config
  return {
    pieces: installed.manifest.layers.map((layer) => ({
      layer: { ...layer, from: displayName(installed.name) },
      status: `using existing layer ${layer.digest}`,
    })),
    config: {
      model_format,
      ...(renderer && { renderer }),
      ...(parser && { parser }),
      ...(requires && { requires }),
      ...(capabilities && { capabilities }),
      ...fromInfo(request),
    },
  }
}

function fromFiles({ store }: Context, files: Record<string, string>, { emit }: Progress): Piece[] {
  const names = Object.keys(files).sort()
  const blobs = names.map((name) => store.blobs.get((files[name] ?? '').replace('-', ':')))
  const isGguf = (blob: Blob | undefined) => blob?.gguf !== undefined || blob?.magic === 'GGUF'
  if (!names.some((name, i) => name.endsWith('.gguf') || isGguf(blobs[i]))) throw new Refusal(400, 'unknown type')
  return names.map((name, i) => {
    emit({ status: 'parsing GGUF' })
    const digest = (files[name] ?? '').replace('-', ':')
    const blob = blobs[i]
    if (!blob) throw new Refusal(500, `open ${store.blobPath(digest)}: no such file or directory`)
    if (!isGguf(blob)) throw new Refusal(400, 'supplied file was not in GGUF format')
    if (!blob.gguf)
      throw new Refusal(500, 'the sandbox keeps no weights that are sent to it: create from a model it has')
    const layer = { mediaType: media.model, digest, size: blob.size, from: name }
    return { layer, status: `using existing layer ${digest}` }
  })
}

async function quantize(
  { store, clock, generation }: Context,
  pieces: Piece[],
  wanted: string,
  { emit, gone }: Progress,
): Promise<void> {
  const piece = pieces.find(({ layer }) => layer.mediaType === media.model)
  const gguf = piece && store.blobs.get(piece.layer.digest)?.gguf
  if (!wanted || !piece || !gguf) return
  const type = quantizationOf(wanted)
  const { fileType } = gguf
  if (!['F16', 'BF16', 'F32'].includes(fileType))
    throw new Refusal(500, 'quantization is only supported for F16, BF16 and F32 models')
  if (type === fileType) return
  const total = piece.layer.size
  const status = `quantizing ${fileType} model to ${type}`
  const { quantizing } = generation.create
  const duration = (total / QUANTIZE_RATE) * 1000
  const step = { ticks: TICK, tensors: duration / gguf.tensors().length, once: Infinity }[quantizing]
  const began = clock.now()
  if (quantizing === 'once') emit({ status })
  for (let passed = step; passed < duration; passed += step) {
    await sleep(clock, Math.max(began + passed - clock.now(), 0), gone)
    const completed = Math.round((clock.now() - began) * (QUANTIZE_RATE / 1000))
    emit({ status, digest: NO_DIGEST, total, completed: Math.min(completed, total) })
  }
  await sleep(clock, Math.max(began + duration - clock.now(), 0), gone)
  if (quantizing !== 'once') emit({ status: 'verifying conversion' })
  const { layer, blob } = weightsLayer(gguf.as(type))
  Object.assign(piece, keep(store.blobs, layer, blob))
}

const makeable = ['F32', 'F16', 'Q4_K_S', 'Q4_K_M', 'Q8_0']

function quantizationOf(text: string): FileType {
  const type = text.toUpperCase() === 'Q4_K' ? 'Q4_K_M' : text.toUpperCase()
  if (isFileType(type) && (makeable.includes(type) || type === 'BF16')) return type
  throw new Refusal(500, `unsupported quantization type ${type} - supported types are ${makeable.join(', ')}`)
}

function keep(blobs: Map<string, Blob>, layer: Layer, blob: Blob): Piece {
  const known = blobs.has(layer.digest)
  if (!known) blobs.set(layer.digest, blob)
  return { layer, status: `${known ? 'using existing' : 'creating new'} layer ${layer.digest}` }
}

/** Fields of the request replace those of the base; licences are appended. */
function addTexts({ store }: Context, pieces: Piece[], request: CreateRequest): void {
  const drop = (mediaType: string) => {
    for (let i = pieces.length - 1; i >= 0; i--) if (pieces[i]?.layer.mediaType === mediaType) pieces.splice(i, 1)
  }
  const add = ({ layer, blob }: { layer: Layer; blob: Blob }) => pieces.push(keep(store.blobs, layer, blob))
  const { template, system, license, parameters, messages = [] } = request
  if (template) {
    checkTemplate(template)
    drop(media.template)
    add(textLayer(media.template, template))
  }
  if (system) {
    drop(media.system)
    add(textLayer(media.system, system))
  }
  for (const text of [license].flat()) if (typeof text === 'string' && text !== '') add(textLayer(media.license, text))
  const before = pieces.find(({ layer }) => layer.mediaType === media.params)
  const known = JSON.parse((before && store.blobs.get(before.layer.digest)?.text) ?? '{}') as Record<string, unknown>
  const merged = { ...known, ...parameters }
  if (Object.keys(merged).length > 0) {
    drop(media.params)
    add(jsonLayer(media.params, Object.fromEntries(Object.entries(merged).sort(([a], [b]) => (a < b ? -1 : 1)))))
  }
  if (messages.length > 0) {
    drop(media.messages)
    add(jsonLayer(media.messages, messages))
  }
}

function fromInfo({ info = {} }: CreateRequest): Partial<Config> {
  const text = (key: string) => {
    const value = info[key]
    if (value !== undefined && typeof value !== 'string') throw new Refusal(400, `info field "${key}" must be a string`)
    return value
  }
  const count = (key: string) => {
    const value = info[key]
    if (value === undefined) return undefined
    if (typeof value !== 'number') throw new Refusal(400, `info field "${key}" must be a number`)
    if (value < 0 || !Number.isSafeInteger(value))
      throw new Refusal(400, `info field "${key}" must be a non-negative integer`)
    return value
  }
  const family = text('model_family')
  const found = {
    capabilities: Array.isArray(info['capabilities']) ? info['capabilities'].map(String) : undefined,
    model_family: family,
    model_families: family ? [family] : undefined,
    base_name: text('base_name'),
    file_type: text('quantization_level'),
    model_type: text('parameter_size'),
    context_length: count('context_length'),
    embedding_length: count('embedding_length'),
  }
  return Object.fromEntries(Object.entries(found).filter(([, value]) => value))
}

function withoutEmpty(config: Partial<Config>, { renderer, parser, requires }: CreateRequest): Partial<Config> {
  return {
    ...config,
    ...(renderer && { renderer }),
    ...(parser && { parser }),
    ...(requires && { requires }),
  }
}
