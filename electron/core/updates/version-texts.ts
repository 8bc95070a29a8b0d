import type { UpdateText, UpdateReview } from '#shared/contract/updates.ts'
import { textKinds } from '#shared/contract/updates.ts'
import type { VersionLayer } from '#shared/domain/versions.ts'
import { object, parseJson, text } from '#shared/ollama/fields.ts'
import { parseParameters } from '#shared/ollama/parameters.ts'
import type { ManifestLayer } from '#shared/ollama/manifest.ts'
import type { Show } from '#shared/ollama/show.ts'
import { textOf } from '../library/inspection.ts'
import { fail, problemOf } from '../problem.ts'
import { MAX_SMALL_LAYER_BYTES, type RegistryClient, type RegistryModel } from '../registry/registry.ts'

type TextKind = UpdateText['kind']

/** What a server says of a model without a template. */
const NO_TEMPLATE = '{{ .Prompt }}'

/** The text of each kind of an installed model; `null` where it has none. */
function textBefore(show: Show, kind: TextKind): string | null {
  if (kind === 'params') return parameterLines(parseParameters(show.parameters ?? ''))
  const found = textOf(show, kind)
  return found === '' || (kind === 'template' && found === NO_TEMPLATE) ? null : found
}

function parameterLines(parameters: readonly { key: string; values: readonly unknown[] }[]): string | null {
  const lines = parameters.flatMap(({ key, values }) =>
    values.map((value) => `${key} ${typeof value === 'string' ? JSON.stringify(value) : String(value)}`),
  )
  return lines.length === 0 ? null : lines.join('\n')
}

/** The text of the layers of a kind, as `show` would write it. */
function textAfter(kind: TextKind, bodies: readonly Buffer[]): string | null {
  const texts = bodies.map((body) => body.toString('utf8'))
  if (kind === 'license') return texts.length === 0 ? null : texts.join('\n')
  // Of several layers the last one counts.
  const last = texts.at(-1)
  if (last === undefined || (kind !== 'params' && kind !== 'messages')) return last ?? null
  const json = parseJson(last)
  if (kind === 'params')
    return parameterLines(
      Object.entries(object(json) ?? {})
        .map(([key, value]): { key: string; values: unknown[] } => ({
          key,
          values: Array.isArray(value) ? value : [value],
        }))
        .sort((a, b) => (a.key < b.key ? -1 : 1)),
    )
  const messages = (Array.isArray(json) ? json : []).map((row) => {
    const message = object(row)
    return [text(message?.['role']), text(message?.['content'])].filter(Boolean).join(': ')
  })
  return messages.length === 0 ? null : messages.join('\n\n')
}

export interface VersionTexts {
  texts: UpdateReview['texts']
  /** The layers, with what the texts tell where the server does not. */
  layers: VersionLayer[]
}

/**
 * The texts of both versions, of each kind of which a layer is not known to be the same. Those of the newer version
 * come from the registry, checked against their digests.
 */
export async function versionTexts(
  registry: Pick<RegistryClient, 'smallLayer'>,
  model: RegistryModel,
  newer: readonly ManifestLayer[],
  layers: readonly VersionLayer[],
  show: Show,
  signal?: AbortSignal,
): Promise<VersionTexts> {
  const read = async (
    kind: TextKind,
  ): Promise<{ kind: TextKind; after: string | null; problem: UpdateText['problem'] }> => {
    try {
      const bodies: Buffer[] = []
      for (const layer of newer.filter((one) => one.kind === kind)) {
        if (layer.size > MAX_SMALL_LAYER_BYTES)
          throw fail('answer_too_large', { server: model.base, bytes: MAX_SMALL_LAYER_BYTES })
        bodies.push(await registry.smallLayer(model, layer, signal))
      }
      return { kind, after: textAfter(kind, bodies), problem: null }
    } catch (error) {
      const problem = problemOf(error)
      if (problem.code === 'cancelled') throw error
      return { kind, after: null, problem }
    }
  }
  const isDifferent = (kind: TextKind) =>
    layers.some((layer) => layer.kind === kind && layer.change !== 'same') ||
    // Of a manifest that cannot be read a removed layer is seen only by its text.
    (textBefore(show, kind) !== null && !newer.some((layer) => layer.kind === kind))
  const found = await Promise.all(textKinds.filter(isDifferent).map(read))
  const texts = found.map(({ kind, after, problem }) => ({ kind, before: textBefore(show, kind), after, problem }))
  return {
    texts: texts.filter((one) => one.before !== one.after || one.problem !== null),
    layers: refined(layers, texts),
  }
}

/** A text that is the same, new or gone tells of its layers what a server does not. */
function refined(layers: readonly VersionLayer[], texts: readonly UpdateText[]): VersionLayer[] {
  const byKind = new Map(texts.map((one) => [one.kind as string, one]))
  const rows = layers.map((layer): VersionLayer => {
    const told = byKind.get(layer.kind)
    const isKnown = layer.before?.digest !== null || layer.change === 'removed' || layer.change === 'added'
    if (!told || told.problem || isKnown) return layer
    if (told.before === null) return { ...layer, change: 'added', before: null }
    return told.before === told.after
      ? { ...layer, change: 'same', before: layer.after }
      : { ...layer, change: 'changed', before: { digest: null, size: Buffer.byteLength(told.before) } }
  })
  const removed = texts.filter(({ kind, before }) => before !== null && !layers.some((layer) => layer.kind === kind))
  return [
    ...rows,
    ...removed.map(({ kind, before }) => ({
      kind,
      change: 'removed' as const,
      before: { digest: null, size: Buffer.byteLength(before ?? '') },
      after: null,
    })),
  ]
}
