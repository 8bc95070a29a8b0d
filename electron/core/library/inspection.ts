import {
  PAGE_BYTES,
  textParts,
  type InfoEntry,
  type Inspection,
  type Tensor,
  type TextPart,
} from '#shared/contract/library.ts'
import { tensorTotals } from '#shared/domain/ggml.ts'
import type { ShownModel } from '#shared/domain/memory-fit/model.ts'
import { licenseKinds } from '#shared/domain/license.ts'
import { parseParameters } from '#shared/ollama/parameters.ts'
import { readDate, type Fields } from '#shared/ollama/fields.ts'
import type { Show } from '#shared/ollama/show.ts'
import { fitCount } from './pages.ts'
import { toCloud, toDetails } from './models.ts'

const MAX_SCALAR = 2000
/** Room for all but the metadata: details, parameters, names. */
const INFO_BYTES = PAGE_BYTES - 16 * 1024
const PROJECTOR_BYTES = 12 * 1024
const MAX_PARAMETERS = 200

/** `show` without its long texts and arrays, within `PAGE_BYTES`. */
export function toInspection(name: string, digest: string | null, show: Show): Inspection {
  const info = toEntries(show.model_info)
  const projector = toEntries(show.projector_info)
  const projectorFits = fitCount(projector, PROJECTOR_BYTES)
  const infoFits = fitCount(info, INFO_BYTES - (projectorFits > 0 ? PROJECTOR_BYTES : 0))
  const lengths = Object.fromEntries(textParts.map((part) => [part, part === 'raw' ? 0 : textOf(show, part).length]))
  return {
    name,
    digest,
    weights: weightsDigest(show.modelfile ?? ''),
    modifiedAt: readDate(show.modified_at),
    details: {
      ...toDetails(show.details),
      families: show.details?.families ?? [],
      parentModel: show.details?.parent_model ?? '',
    },
    capabilities: capabilitiesOf(show),
    cloud: toCloud(show),
    requires: show.requires ?? null,
    licenses: licenseKinds(show.license ?? '', licenseKey(show)),
    info: info.slice(0, infoFits),
    projector: projector.slice(0, projectorFits),
    infoLeftOut: info.length - infoFits + (projector.length - projectorFits),
    parameters: parseParameters(show.parameters ?? '')
      .slice(0, MAX_PARAMETERS)
      .map(({ key, values }) => ({
        key,
        values: values
          .slice(0, MAX_PARAMETERS)
          .map((value) => (typeof value === 'string' ? value.slice(0, MAX_SCALAR) : value)),
      })),
    texts: { ...(lengths as Record<TextPart, number>), raw: rawText(show).length },
    tensorCount: show.tensors?.rows.length ?? null,
    tensorTypes: tensorTypes(show),
    tensorsLeftOut: show.tensors?.leftOut ?? 0,
  }
}

/**
 * What the server says the model can do, and what its projector tells beside: converted models see without
 * the word for it.
 */
function capabilitiesOf({ capabilities, projector_info: projector }: Show): string[] | null {
  const projects = (part: string) => projector?.[`clip.has_${part}_encoder`]
  const told = [
    ...(Object.keys(projector ?? {}).length > 0 && projects('vision') !== false ? ['vision'] : []),
    ...(projects('audio') === true ? ['audio'] : []),
  ]
  return capabilities === undefined && told.length === 0 ? null : [...new Set([...(capabilities ?? []), ...told])]
}

function licenseKey({ model_info: info }: Show): string | null {
  const identifier = info?.['general.license']
  return typeof identifier === 'string' ? identifier : null
}

/** Metadata sorted by key. Arrays stay behind; a `null` is one the server withholds without `verbose`. */
function toEntries(metadata: Show['model_info']): InfoEntry[] {
  return Object.entries(metadata ?? {})
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([key, value]): InfoEntry => {
      if (value === null) return { key, value: null, kind: 'withheld', length: null }
      if (Array.isArray(value)) return { key, value: null, kind: 'array', length: value.length, ...rangeOf(value) }
      if (typeof value === 'number' || typeof value === 'boolean') return { key, value, kind: 'scalar', length: null }
      const text = typeof value === 'string' ? value : JSON.stringify(value)
      return text.length > MAX_SCALAR
        ? { key, value: text.slice(0, MAX_SCALAR), kind: 'cut', length: text.length }
        : { key, value: text, kind: 'scalar', length: null }
    })
}

function rangeOf(values: readonly unknown[]): Pick<InfoEntry, 'range'> {
  let [min, max] = [Infinity, -Infinity]
  for (const value of values) {
    if (typeof value !== 'number' || !Number.isFinite(value)) return {}
    min = Math.min(min, value)
    max = Math.max(max, value)
  }
  return values.length === 0 ? {} : { range: { min, max } }
}

/** The blob behind the modelfile's first `FROM`: the only view of a layer's digest the API gives. */
export function weightsDigest(modelfile: string): string | null {
  return /^FROM\s.*?\bsha256[-:]([0-9a-f]{64})\s*$/m.exec(modelfile)?.[1] ?? null
}

/** The rows of the tensor table, as far as the server sends them. */
export function toTensors({ tensors }: Show): Tensor[] {
  return (tensors?.rows ?? []).map(({ name, type, shape }) => ({ name, type: type ?? '', shape: shape ?? null }))
}

/**
 * What decides on the memory of a model.
 *
 * @param size of its files as listed
 * @param lists of the metadata that the answer withholds
 */
export function toShownModel(show: Show, size: number | null, lists: Fields = {}): ShownModel {
  const parameters = parseParameters(show.parameters ?? '').map(({ key, values }) => [key, values[0]] as const)
  return {
    info: { ...show.model_info, ...lists },
    tensors: toTensors(show),
    format: show.details?.format ?? '',
    file: size,
    capabilities: capabilitiesOf(show),
    hasProjector: Object.keys(show.projector_info ?? {}).length > 0,
    isCloud: toCloud(show) !== null,
    parameters: Object.fromEntries(parameters),
  }
}

function tensorTypes(show: Show): Inspection['tensorTypes'] {
  const { types } = tensorTotals(toTensors(show))
  // Types of unknown size have 0 bytes.
  const known = types.filter(({ bytes, elements }) => bytes > 0 && elements > 0)
  const [most] = known.sort((a, b) => b.elements - a.elements)
  const sum = (key: 'bytes' | 'elements') => known.reduce((sum, type) => sum + type[key], 0)
  return most ? { most: most.name, bits: (8 * sum('bytes')) / sum('elements') } : null
}

/** A long text of the model; `raw` is the whole answer as indented JSON. */
export function textOf(show: Show, part: TextPart): string {
  switch (part) {
    case 'raw':
      return rawText(show)
    case 'messages':
      return show.messages.map(({ role, content }) => [role, content].filter(Boolean).join(': ')).join('\n\n')
    default:
      return show[part] ?? ''
  }
}

const rawTexts = new WeakMap<Show, string>()

function rawText(show: Show): string {
  let text = rawTexts.get(show)
  if (text === undefined) {
    text = JSON.stringify(show.answer, null, 2)
    rawTexts.set(show, text)
  }
  return text
}
