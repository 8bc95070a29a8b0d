import type { Listed } from '#shared/contract/library.ts'
import { naturallySorted } from '#shared/domain/sorting.ts'
import { readDate, type Details } from '#shared/ollama/fields.ts'
import type { Tag } from '#shared/ollama/tags.ts'

/** Empty texts stand for what the server does not say. */
export function toDetails(details: Partial<Omit<Details, 'families'>> | undefined): Listed['details'] {
  return {
    format: details?.format ?? '',
    family: details?.family ?? '',
    parameterSize: details?.parameter_size ?? '',
    quantization: details?.quantization_level ?? '',
    contextLength: details?.context_length ?? null,
    embeddingLength: details?.embedding_length ?? null,
  }
}

/** Either field marks a stub; what the other does not say stays empty. */
export function toCloud({
  remote_model,
  remote_host,
}: Partial<Pick<Tag, 'remote_model' | 'remote_host'>>): { model: string; host: string } | null {
  if (remote_model === undefined && remote_host === undefined) return null
  return { model: remote_model ?? '', host: remote_host ?? '' }
}

/**
 * By name, since in the server's own order (newest first) ties change place from call to call. No spread: for thousands
 * of models copied objects take ten times as long, and their JSON twice.
 *
 * @param isGone whether the host of a stub has answered that it no longer has the model
 */
export function toListed(tags: readonly Tag[], isGone: (name: string) => boolean = () => false): Listed[] {
  return naturallySorted(tags, ({ name }) => name).map((tag) => {
    const { name, digest, size, details, cloud } = toStored(tag)
    return {
      name,
      digest,
      size,
      modifiedAt: readDate(tag.modified_at),
      details,
      capabilities: tag.capabilities ?? null,
      cloud: cloud && { model: cloud.model, host: cloud.host, gone: isGone(name) },
      hasParent: tag.details?.parent_model !== undefined,
    }
  })
}

/** What the disk space of a model depends on. */
export function toStored(tag: Tag) {
  return {
    name: tag.name,
    digest: tag.digest ?? null,
    size: tag.size ?? null,
    details: toDetails(tag.details),
    cloud: toCloud(tag),
  }
}

/** A model that only embeds, as far as the server says; `null` where it says nothing. */
export function embedsOnly(capabilities: string[] | null): boolean | null {
  if (capabilities === null) return null
  return capabilities.includes('embedding') && !capabilities.includes('completion')
}
