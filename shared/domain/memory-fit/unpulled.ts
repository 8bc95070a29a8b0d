import type { MemoryModel } from '../../contract/memory-model.ts'
import type { PullPreview } from '../../contract/transfers.ts'
import { modelOfDimensions } from './dimensions.ts'
import type { Assumption, Estimate } from './estimate.ts'
import { estimateByDefault } from './fit.ts'
import { publishedAs, type Published } from './published.ts'
import type { Setting } from './setting.ts'

/** What a manifest and its config tell of a model. */
export type Unpulled = Pick<PullPreview, 'layers' | 'format' | 'model'>

/** Of an estimate by what is usual in a family, in percent. */
const ROUGH = 15

/**
 * What a model will need with the context that the server takes by itself, before it is pulled: the weights by the sizes
 * of its files, all else by what models of this family and size usually are. Where that is not known it is the size of
 * the files, as the least. `null` if it has no files.
 */
export function estimateUnpulled(of: Unpulled, setting: Omit<Setting, 'context'>): Estimate | null {
  if (of.format === 'cloud' || of.format === 'other') return null
  const usual = of.format === 'gguf' ? publishedAs(of.model.family, of.model.parameters) : null
  const model = (usual && usualModel(of, usual)) ?? filesOnly(of)
  const made = estimateByDefault(model, setting)
  const assumption: Assumption[] =
    usual && model.kind === 'listed' ? ['usualDimensions'] : model.kind === 'none' ? ['filesOnly'] : []
  return {
    ...made,
    exactness: made.exactness.kind === 'estimate' ? { kind: 'estimate', percent: ROUGH } : made.exactness,
    assumptions: [...assumption, ...made.assumptions.filter((one) => one !== 'noTensors')],
  }
}

const sizeOf = ({ layers }: Unpulled, ...kinds: Unpulled['layers'][number]['kind'][]) =>
  layers.reduce((sum, { kind, size }) => sum + (kinds.includes(kind) ? size : 0), 0)

function usualModel(of: Unpulled, { isTied, sees, ...dimensions }: Published): MemoryModel | null {
  const weights = sizeOf(of, 'weights', 'adapter')
  const projector = sizeOf(of, 'projector')
  const model = modelOfDimensions({
    ...dimensions,
    weights,
    embedding: [embeddingType(of.model.fileType, isTied), isTied === true],
  })
  // A file that has no room for its layers is another model.
  if (model.input + model.output >= weights) return null
  return {
    ...model,
    file: weights + projector,
    projector: projector === 0 && sees ? null : projector,
    predictsAhead: sizeOf(of, 'draft') > 0,
    parameters: { ...model.parameters, context: of.model.context },
  }
}

/** The type of the token embedding in files of a type, by the rules of llama.cpp: one that is the output, too, is better. */
function embeddingType(fileType: string, isTied = false): string {
  if (/^(F32|F16|BF16|Q8_0)$/.test(fileType)) return fileType
  return isTied ? 'Q6_K' : 'Q4_K'
}

function filesOnly(of: Unpulled): MemoryModel {
  return {
    architecture: of.model.family,
    kind: of.format === 'safetensors' ? 'mlx' : 'none',
    file: sizeOf(of, 'weights', 'adapter', 'projector', 'draft', 'tensor'),
    input: 0,
    tied: 0,
    output: 0,
    projector: 0,
    unknownTensors: 0,
    layers: [],
    window: null,
    context: null,
    embedding: null,
    heads: null,
    kvHeads: null,
    vocabulary: null,
    width: null,
    isEncoder: false,
    isMla: false,
    isRecurrent: false,
    predictsAhead: false,
    hasOneSlot: false,
    parameters: { context: of.model.context, batch: null, gpuLayers: null },
  }
}
