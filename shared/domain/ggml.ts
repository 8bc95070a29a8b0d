import type { Tensor, TensorTotals } from '../contract/library.ts'

/**
 * Bytes of tensors, from the block sizes in ggml's source: quantized weights are stored in blocks together with their
 * scales.
 */

/** Weights in a block, and its bytes. */
const blocks: Readonly<Record<string, readonly [weights: number, bytes: number]>> = {
  F64: [1, 8],
  F32: [1, 4],
  F16: [1, 2],
  BF16: [1, 2],
  I64: [1, 8],
  I32: [1, 4],
  I16: [1, 2],
  I8: [1, 1],
  Q4_0: [32, 18],
  Q4_1: [32, 20],
  Q5_0: [32, 22],
  Q5_1: [32, 24],
  Q8_0: [32, 34],
  Q8_1: [32, 36],
  Q1_0: [128, 18],
  Q2_K: [256, 84],
  Q3_K: [256, 110],
  Q4_K: [256, 144],
  Q5_K: [256, 176],
  Q6_K: [256, 210],
  Q8_K: [256, 292],
  IQ1_S: [256, 50],
  IQ1_M: [256, 56],
  IQ2_XXS: [256, 66],
  IQ2_XS: [256, 74],
  IQ2_S: [256, 82],
  IQ3_XXS: [256, 98],
  IQ3_S: [256, 110],
  IQ4_NL: [32, 18],
  IQ4_XS: [256, 136],
  TQ1_0: [256, 54],
  TQ2_0: [256, 66],
  MXFP4: [32, 17],
  NVFP4: [64, 36],
  // Types of safetensors files.
  U32: [1, 4],
  U16: [1, 2],
  U8: [1, 1],
  F8_E4M3: [1, 1],
  F8_E5M2: [1, 1],
}

/** The number of weights; `null` if the shape is not known. */
export function elementsOf({ shape }: Pick<Tensor, 'shape'>): number | null {
  return shape && shape.reduce((product, length) => product * length, 1)
}

/** Bytes in the file; `null` for a type that this table lacks, or if the shape is not known. */
export function tensorBytes(tensor: Tensor): number | null {
  const block = blocks[tensor.type.toUpperCase()]
  const elements = elementsOf(tensor)
  return block && elements !== null ? Math.ceil((elements * block[1]) / block[0]) : null
}

/** Average bits per weight, including its part of the scales; `null` for an unknown type. */
export function bitsPerWeight(type: string): number | null {
  const block = blocks[type.toUpperCase()]
  return block ? (8 * block[1]) / block[0] : null
}

/**
 * The layer of a tensor: `blk.12`, `v.blk.3` for repeated blocks, else its first part (`token_embd`, `output`, `v`,
 * `mm`).
 */
export function layerOf(name: string): string {
  return /^(?:[a-z]+\.)?(?:blk|block|layers?)\.\d+(?=\.)/i.exec(name)?.[0] ?? name.split('.', 1)[0] ?? ''
}

type TensorSum = TensorTotals['types'][number]

export function tensorTotals(tensors: readonly Tensor[]): TensorTotals {
  const types = new Map<string, TensorSum>()
  const layers = new Map<string, TensorSum>()
  const totals = { count: tensors.length, elements: 0, bytes: 0, unknown: 0 }
  const add = (sums: Map<string, TensorSum>, name: string, elements: number, bytes: number) => {
    const sum = sums.get(name) ?? { name, count: 0, elements: 0, bytes: 0 }
    sums.set(name, { name, count: sum.count + 1, elements: sum.elements + elements, bytes: sum.bytes + bytes })
  }
  for (const tensor of tensors) {
    const elements = elementsOf(tensor) ?? 0
    const bytes = tensorBytes(tensor)
    totals.elements += elements
    totals.bytes += bytes ?? 0
    if (bytes === null) totals.unknown += 1
    add(types, tensor.type, elements, bytes ?? 0)
    add(layers, layerOf(tensor.name), elements, bytes ?? 0)
  }
  return {
    ...totals,
    types: [...types.values()].sort((a, b) => b.bytes - a.bytes || b.elements - a.elements),
    layers: [...layers.values()],
  }
}
