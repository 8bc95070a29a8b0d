import type { Listed } from '#shared/contract/library.ts'
import { naturallySorted } from '#shared/domain/sorting.ts'
import type { Details } from '#shared/ollama/fields.ts'
import type { Tag } from '#shared/ollama/schemas.ts'

/** Go's zero-value details, for answers that leave them out. */
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

export function toCloud(answer: Pick<Tag, 'remote_model' | 'remote_host'>): Listed['cloud'] {
  return answer.remote_host === undefined ? null : { model: answer.remote_model ?? '', host: answer.remote_host }
}

/** By name, since in the server's own order (newest first) ties change place from call to call. */
export function toListed(tags: readonly Tag[]): Listed[] {
  return naturallySorted(tags, ({ name }) => name).map((tag) => ({
    name: tag.name,
    digest: tag.digest,
    size: tag.size,
    modifiedAt: Date.parse(tag.modified_at) || 0,
    details: toDetails(tag.details),
    capabilities: tag.capabilities ?? null,
    cloud: toCloud(tag),
  }))
}

/** A model that only embeds, as far as the server says; `null` where it says nothing. */
export function embedsOnly(capabilities: string[] | null): boolean | null {
  if (capabilities === null) return null
  return capabilities.includes('embedding') && !capabilities.includes('completion')
}
