import { MOST_GIB, MOST_GPUS } from '#shared/contract/hosts.ts'

const separator = /[\s,;+，、；]+/
/** As on the box of a card, where `24 GB` are GiB. */
const unit = /(\d)\s*gi?b?(?=$|[\s,;+，、；])/gi

/**
 * The memory of GPUs in GiB as a user types it: `24`, `24, 12` or `24 GB`; `0`: there is none. `null` if the text is
 * empty, `undefined` if it is anything else.
 */
export function readGpus(text: string): number[] | null | undefined {
  const words = text
    .replace(unit, '$1')
    .split(separator)
    .filter((word) => word !== '')
  if (words.length === 0) return null
  if (words.length === 1 && words[0] === '0') return []
  const gib = words.map((word) => (/^\d{1,6}(\.\d{1,3})?$/.test(word) ? Number(word) : 0))
  return gib.length <= MOST_GPUS && gib.every((one) => one >= 0.125 && one <= MOST_GIB) ? gib : undefined
}

/** The text that `readGpus` reads. */
export function gpuText(gpus: readonly number[] | null): string {
  return gpus === null ? '' : gpus.length === 0 ? '0' : gpus.join(' ')
}
