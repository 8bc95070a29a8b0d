import type { Inspection } from '#shared/contract/library.ts'
import { layerFigureText, valueText, type Facts } from './facts.ts'

/** Catalogue keys of the labels of compared details. */
type Label =
  | `fact.${'parameters' | 'quantization' | 'context' | 'layers' | 'heads' | 'kvHeads' | 'embedding'}`
  | `detail.${'architecture' | 'families' | 'format' | 'size' | 'modified' | 'memory' | 'capabilities' | 'license' | 'requires' | 'parent' | 'weights' | 'digest'}`

interface Labels {
  list: (texts: readonly string[]) => string
  label: (key: Label) => string
  count: (n: number) => string
  capability: (capability: string) => string
}

/** What the list and the memory tell of a model, as it is shown; a text is empty if it is not known. */
export interface ListedTexts {
  size: string
  modified: string
  memory: string
}

/** Details of a model by label, without those that the server does not report. */
export function detailsTable(
  inspection: Inspection,
  facts: Facts,
  listed: ListedTexts,
  { label, count, list, capability }: Labels,
): Map<string, string> {
  const { details, capabilities, licenses, requires, weights, digest } = inspection
  const figure = (n: number | null) => (n === null ? '' : count(n))
  const rows: [Label, string][] = [
    ['detail.architecture', facts.architecture ?? ''],
    ['fact.parameters', facts.parameters],
    ['fact.quantization', facts.quantization.server || (facts.quantization.file ?? '')],
    ['fact.context', figure(facts.context)],
    ['fact.layers', figure(facts.layers)],
    ['fact.heads', layerFigureText(facts.heads, count) ?? ''],
    ['fact.kvHeads', layerFigureText(facts.headsKv, count) ?? ''],
    ['fact.embedding', figure(facts.embedding)],
    ['detail.size', listed.size],
    ['detail.memory', listed.memory],
    ['detail.modified', listed.modified],
    ['detail.families', list(details.families) || details.family],
    ['detail.format', details.format],
    ['detail.capabilities', list((capabilities ?? []).map(capability).sort())],
    ['detail.license', list(licenses.map(({ name }) => name))],
    ['detail.parent', details.parentModel],
    ['detail.requires', requires ?? ''],
    ['detail.weights', weights?.slice(0, 12) ?? ''],
    ['detail.digest', digest?.slice(0, 12) ?? ''],
  ]
  return new Map(rows.filter(([, text]) => text !== '').map(([key, text]) => [label(key), text]))
}

export function parametersTable({ parameters }: Pick<Inspection, 'parameters'>): Map<string, string> {
  return new Map(
    parameters.map(({ key, values }) => [
      key,
      values.map((value) => (typeof value === 'string' ? JSON.stringify(value) : String(value))).join('\n'),
    ]),
  )
}

/** Metadata by key. The architecture at the start of a key is replaced by `[…]`, so that different ones can be compared. */
export function metadataTable(
  { info }: Pick<Inspection, 'info'>,
  withheld: string,
  count: (n: number) => string,
): Map<string, string> {
  const architecture = info.find(({ key }) => key === 'general.architecture')?.value
  return new Map(
    info.map((entry) => {
      const { key, kind } = entry
      const isOwn = typeof architecture === 'string' && key.startsWith(`${architecture}.`)
      return [
        isOwn ? `[…]${key.slice(architecture.length)}` : key,
        kind === 'scalar' || kind === 'cut' ? valueText(entry, count) : withheld,
      ]
    }),
  )
}
