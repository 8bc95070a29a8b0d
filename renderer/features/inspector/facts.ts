import type { InfoEntry, Inspection, Listed, TextPart } from '#shared/contract/library.ts'
import { enumName, ggufKey } from '#shared/domain/gguf.ts'
import { parametersOf, unpackedCount, type Counted } from '#shared/domain/parameter-count.ts'
import { quantizationOf, type Quantization } from './quantization.ts'

/** A figure of the layers, which may differ from layer to layer; `min` and `max` are equal where it does not. */
export interface LayerFigure {
  min: number
  max: number
}

/** Main figures of a model's architecture; `null` if the server does not report them. */
export interface Facts {
  architecture: string | null
  /** As Corral writes it; empty if not known. */
  parameters: string
  /** The number of weights, where `parameters` counts packed words; see `unpackedCount`. */
  unpacked: number | null
  quantization: Quantization
  /** Context length that the model was trained for, in tokens. */
  context: number | null
  /** Blocks of the network: `block_count`. */
  layers: number | null
  heads: LayerFigure | null
  /** Heads for keys and values; fewer than `heads` with grouped-query attention, 0 in layers without attention. */
  headsKv: LayerFigure | null
  embedding: number | null
  /** Experts in each layer, and how many of them a token uses. */
  experts: { count: number; used: number } | null
}

/** What `show` and the list know of a model together; what `show` tells comes first. */
export function withListed(inspection: Inspection, listed: Listed | undefined): Inspection {
  if (listed === undefined) return inspection
  const { details } = inspection
  return {
    ...inspection,
    modifiedAt: inspection.modifiedAt ?? listed.modifiedAt,
    capabilities: inspection.capabilities ?? listed.capabilities,
    details: {
      ...details,
      format: details.format || listed.details.format,
      family: details.family || listed.details.family,
      parameterSize: details.parameterSize || listed.details.parameterSize,
      quantization: details.quantization || listed.details.quantization,
      contextLength: details.contextLength ?? listed.details.contextLength,
      embeddingLength: details.embeddingLength ?? listed.details.embeddingLength,
    },
  }
}

/** What is known of a model that was never inspected: what the list told. */
export function listedInspection({ name, digest, modifiedAt, details, capabilities, cloud }: Listed): Inspection {
  const texts: Record<TextPart, number> = {
    template: 0,
    system: 0,
    license: 0,
    modelfile: 0,
    parameters: 0,
    messages: 0,
    raw: 0,
  }
  return {
    name,
    digest,
    weights: null,
    modifiedAt,
    details: { ...details, families: [], parentModel: '' },
    capabilities,
    cloud,
    requires: null,
    licenses: [],
    info: [],
    projector: [],
    infoLeftOut: 0,
    parameters: [],
    texts,
    tensorCount: null,
    tensorTypes: null,
    tensorsLeftOut: 0,
  }
}

/**
 * Reads them from the details and the GGUF metadata, whose keys begin with the architecture (`qwen3.block_count`).
 * Models whose layers differ have an array there, with a figure for each layer. `size` is that of the list, in bytes.
 */
export function factsOf(
  { info, details, tensorTypes }: Pick<Inspection, 'info' | 'details' | 'tensorTypes'>,
  size: number | null,
  parametersText: (model: Counted) => string = parametersOf,
): Facts {
  const entries = new Map(info.map((entry) => [entry.key, entry]))
  const architecture = textOf(entries.get('general.architecture')?.value)
  const entryOf = (key: string) => (architecture === null ? undefined : entries.get(`${architecture}.${key}`))
  // 0 is what converters write for a figure that they do not know or that differs from layer to layer.
  const figure = (key: string): number | null => {
    const value = entryOf(key)?.value
    return typeof value === 'number' && value > 0 ? value : null
  }
  const layerFigure = (key: string): LayerFigure | null => {
    const one = figure(key)
    if (one !== null) return { min: one, max: one }
    const range = entryOf(key)?.range
    return range && range.min >= 0 && range.max > 0 ? range : null
  }
  const exact = entries.get('general.parameter_count')?.value
  const parameterSize = details.parameterSize || (typeof exact === 'number' && exact > 0 ? String(exact) : '')
  const counted = { size, details: { ...details, parameterSize } }
  const [count, used] = [figure('expert_count'), figure('expert_used_count')]
  return {
    architecture,
    parameters: parametersText(counted),
    unpacked: unpackedCount(counted),
    quantization: quantizationOf(details.quantization, entries.get('general.file_type')?.value, tensorTypes),
    context: details.contextLength ?? figure('context_length'),
    layers: figure('block_count'),
    heads: layerFigure('attention.head_count'),
    headsKv: layerFigure('attention.head_count_kv'),
    embedding: details.embeddingLength ?? figure('embedding_length'),
    experts: count !== null && used !== null ? { count, used } : null,
  }
}

const textOf = (value: unknown): string | null => (typeof value === 'string' && value.trim() !== '' ? value : null)

/** `8`, or `8–32` if the layers differ; `null` if the server does not report it. */
export function layerFigureText(figure: LayerFigure | null, count: (n: number) => string): string | null {
  if (figure === null) return null
  const { min, max } = figure
  return min === max ? count(min) : `${count(min)}–${count(max)}`
}

/** The families that the architecture does not name already. */
export function familiesBeside(
  architecture: string | null,
  { families, family }: Pick<Inspection['details'], 'families' | 'family'>,
): string[] {
  const named = families.length > 0 ? families : family === '' ? [] : [family]
  return named.filter((name) => name !== architecture)
}

/** Base models as named in the metadata, with their organization. */
export function baseModels(info: readonly InfoEntry[]): string[] {
  const values = new Map(info.map(({ key, value }) => [key, value]))
  return info.flatMap(({ key, value }) => {
    const at = /^general\.base_model\.(\d+)\.name$/.exec(key)?.[1]
    const name = textOf(value)
    if (at === undefined || name === null) return []
    const by = textOf(values.get(`general.base_model.${at}.organization`))
    return [by === null ? name : `${by} ${name}`]
  })
}

/** One level of the metadata tree. */
export interface Branch {
  /** Full prefix of the keys: `llama.attention`. */
  prefix: string
  entries: InfoEntry[]
  branches: Branch[]
}

/** Least number of keys with the same prefix that form a branch. */
const LEAST = 2

/** Metadata as a tree by the parts of its keys, `general` first and the tokenizer last. */
export function metadataTree(entries: readonly InfoEntry[]): Branch[] {
  const rank = ({ prefix }: Branch) => (prefix === 'general' ? 0 : prefix === 'tokenizer' ? 2 : 1)
  return branchesOf(entries, 0, 1).branches.sort((a, b) => rank(a) - rank(b) || (a.prefix < b.prefix ? -1 : 1))
}

function branchesOf(entries: readonly InfoEntry[], depth: number, least: number): Pick<Branch, 'entries' | 'branches'> {
  const below = new Map<string, InfoEntry[]>()
  const here: InfoEntry[] = []
  for (const entry of entries) {
    const steps = entry.key.split('.')
    const prefix = steps.slice(0, depth + 1).join('.')
    if (steps.length <= depth + 1 && depth > 0) here.push(entry)
    else below.set(prefix, [...(below.get(prefix) ?? []), entry])
  }
  const branches: Branch[] = []
  for (const [prefix, some] of below) {
    if (some.length < least) here.push(...some)
    else branches.push({ prefix, ...branchesOf(some, depth + 1, LEAST) })
  }
  return { entries: here, branches }
}

/** The entries of which every word of `query` is in key, value or explanation. */
export function searchEntries(
  entries: readonly InfoEntry[],
  query: string,
  explain: (key: string) => string,
): readonly InfoEntry[] {
  const words = query.toLowerCase().split(/\s+/).filter(Boolean)
  if (words.length === 0) return entries
  return entries.filter(({ key, value }) => {
    const text = `${key} ${value ?? ''} ${explain(key)}`.toLowerCase()
    return words.every((word) => text.includes(word))
  })
}

/** A scalar as text: integers with digit grouping, enum values with their name. */
export function valueText({ key, value }: InfoEntry, count: (n: number) => string): string {
  const known = ggufKey(key)
  const name = known && enumName(known.id, value)
  if (name !== null) return `${name} (${value})`
  if (typeof value === 'number' && Number.isInteger(value) && known?.unit !== 'id') return count(value)
  return String(value)
}
