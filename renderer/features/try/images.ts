import { newId } from '../../app/new-id.ts'
import { MAX_IMAGE_CHARACTERS, MAX_IMAGES } from '#shared/contract/prompt-bounds.ts'

/** The formats that Ollama reads. */
export const IMAGE_TYPES = 'image/png,image/jpeg,image/webp'

/** The most bytes of all images of a prompt together. */
export const MAX_IMAGE_BYTES = (MAX_IMAGE_CHARACTERS / 4) * 3

export interface PromptImage {
  id: string
  name: string
  bytes: number
  base64: string
}

export type ImageFault = 'kind' | 'size' | 'count' | 'unreadable'

/** The images with those of `files`, and why the first one that is left out is. */
export async function withFiles(
  images: readonly PromptImage[],
  files: Iterable<File>,
): Promise<{ images: readonly PromptImage[]; fault: { fault: ImageFault; name: string } | null }> {
  const all = [...images]
  let fault: { fault: ImageFault; name: string } | null = null
  for (const file of files) {
    const read = await readImage(file, all)
    if (typeof read === 'string') fault ??= { fault: read, name: file.name }
    else all.push(read)
  }
  return { images: all, fault }
}

async function readImage(file: File, images: readonly PromptImage[]): Promise<PromptImage | ImageFault> {
  if (!IMAGE_TYPES.split(',').includes(file.type)) return 'kind'
  if (images.length === MAX_IMAGES) return 'count'
  const used = images.reduce((sum, { bytes }) => sum + bytes, 0)
  // Base64 is padded to whole groups of three bytes.
  if (used + file.size + 3 * MAX_IMAGES > MAX_IMAGE_BYTES) return 'size'
  try {
    const base64 = toBase64(new Uint8Array(await file.arrayBuffer()))
    return base64 === '' ? 'unreadable' : { id: newId(), name: file.name, bytes: file.size, base64 }
  } catch {
    return 'unreadable'
  }
}

/** Parts of this many bytes; a multiple of three, so that their texts can be joined. */
const PART = 3 * 8192

function toBase64(bytes: Uint8Array): string {
  let text = ''
  for (let at = 0; at < bytes.length; at += PART) text += btoa(String.fromCharCode(...bytes.subarray(at, at + PART)))
  return text
}
