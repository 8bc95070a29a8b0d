import type { Inspection } from '#shared/contract/library.ts'
import { enumName } from '#shared/domain/gguf.ts'
import { quantizationBits } from '#shared/domain/sorting.ts'

/** The quantization by each of its sources, which may contradict each other. */
export interface Quantization {
  /** `details.quantization_level`; empty if the server does not tell it. */
  server: string
  /** `general.file_type` of the file, by name; `null` if absent or not known. */
  file: string | null
  tensors: Inspection['tensorTypes']
  isDisputed: boolean
}

export function quantizationOf(level: string, fileType: unknown, tensors: Inspection['tensorTypes']): Quantization {
  const server = /^unknown$/i.test(level) ? '' : level
  const file = enumName('general_file_type', fileType)
  const names = [server, file ?? ''].filter((name) => name !== '')
  const isDisputed =
    new Set(names.map((name) => name.toUpperCase())).size > 1 || (tensors !== null && !names.every(isPossible))
  return { server, file, tensors, isDisputed }

  /**
   * Some tensors have more bits than the name tells, in a small model the larger part of them; with 1 or 2 bits the
   * scales alone are as much again.
   */
  function isPossible(name: string): boolean {
    const bits = Math.floor(quantizationBits(name) ?? 0)
    return (
      bits === 0 || tensors === null || (tensors.bits >= 0.8 * bits && tensors.bits <= Math.max(1.75 * bits, bits + 3))
    )
  }
}
