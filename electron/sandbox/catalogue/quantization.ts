/** File types of GGUF (`general.file_type`). */
export const fileTypes = {
  F32: 0,
  F16: 1,
  Q4_0: 2,
  Q4_1: 3,
  Q8_0: 7,
  Q5_0: 8,
  Q5_1: 9,
  Q2_K: 10,
  Q3_K_S: 11,
  Q3_K_M: 12,
  Q3_K_L: 13,
  Q4_K_S: 14,
  Q4_K_M: 15,
  Q5_K_S: 16,
  Q5_K_M: 17,
  Q6_K: 18,
  BF16: 32,
  MXFP4: 38,
} as const

export type FileType = keyof typeof fileTypes

export function isFileType(text: string): text is FileType {
  return Object.hasOwn(fileTypes, text)
}

/** Bytes per weight, including the scales of its block. */
const bytesPerWeight: Record<string, number> = {
  F32: 4,
  F16: 2,
  BF16: 2,
  Q8_0: 34 / 32,
  Q4_0: 18 / 32,
  Q4_1: 20 / 32,
  Q5_0: 22 / 32,
  Q5_1: 24 / 32,
  Q2_K: 84 / 256,
  Q3_K: 110 / 256,
  Q4_K: 144 / 256,
  Q5_K: 176 / 256,
  Q6_K: 210 / 256,
  MXFP4: 17 / 32,
}

export interface Tensor {
  name: string
  type: string
  /** Innermost dimension first, as GGUF has it. */
  shape: number[]
}

export function elementsOf({ shape }: Tensor): number {
  return shape.reduce((product, length) => product * length, 1)
}

export function bytesOf(tensor: Tensor): number {
  return elementsOf(tensor) * (bytesPerWeight[tensor.type] ?? 2)
}

/** The `_M` mixtures use more bits in the first and last eighth of the layers and in every third between. */
function moreBits(block: number, blocks: number): boolean {
  const eighth = Math.floor(blocks / 8)
  return block < eighth || block >= Math.floor((7 * blocks) / 8) || (block - eighth) % 3 === 2
}

/** The type of a tensor in a file of some type, by llama.cpp's rules for the common mixtures. */
export function tensorType(fileType: FileType, name: string, shape: number[], blocks: number, tied: boolean): string {
  if (shape.length === 1 || name === 'token_types.weight') return 'F32'
  if (fileType === 'F32' || fileType === 'F16' || fileType === 'BF16') return fileType
  if (/^(v|mm)\.|^position_embd/.test(name) || (shape[0] ?? 0) % 32 !== 0) return 'F16'
  const base = fileType.replace(/_[SML]$/, '')
  if (base === 'Q8_0' || base === 'MXFP4') return base
  if (name === 'output.weight' || (tied && name === 'token_embd.weight')) return 'Q6_K'
  const block = Number(/^blk\.(\d+)\./.exec(name)?.[1] ?? 0)
  if (fileType.endsWith('_M') && /(attn_v|ffn_down)\.weight$/.test(name) && moreBits(block, blocks)) return 'Q6_K'
  if (fileType === 'Q4_K_M' && name.endsWith('attn_qkv.weight')) return 'Q5_K'
  return base
}
