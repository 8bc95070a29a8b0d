import type { Model } from '#shared/contract/library.ts'
import { canonicalName, isFault, parseName, reservedTag, type NameParts } from '#shared/ollama/name.ts'
import type { Tag } from '#shared/ollama/schemas.ts'

/** Go's zero-value details, for answers that leave them out. */
export function toDetails(details: Tag['details']): Model['details'] {
  return {
    format: details?.format ?? '',
    family: details?.family ?? '',
    families: details?.families ?? [],
    parameterSize: details?.parameter_size ?? '',
    quantization: details?.quantization_level ?? '',
    parentModel: details?.parent_model ?? '',
    contextLength: details?.context_length ?? null,
    embeddingLength: details?.embedding_length ?? null,
  }
}

export function toCloud(answer: Pick<Tag, 'remote_model' | 'remote_host'>): Model['cloud'] {
  return answer.remote_host === undefined ? null : { model: answer.remote_model ?? '', host: answer.remote_host }
}

/** The server's list with what follows from it, in the server's order (newest first; ties change place). */
export function toModels(tags: Tag[]): Model[] {
  const byDigest = new Map<string, string[]>()
  for (const { digest, name } of tags) {
    const names = byDigest.get(digest)
    if (names) names.push(name)
    else byDigest.set(digest, [name])
  }
  return tags.map((tag) => {
    const parts = listedParts(tag.name)
    const same = byDigest.get(tag.digest) ?? []
    return {
      name: tag.name,
      parts,
      canonical: canonicalName(parts),
      digest: tag.digest,
      size: tag.size,
      modifiedAt: Date.parse(tag.modified_at) || 0,
      details: toDetails(tag.details),
      capabilities: tag.capabilities ?? null,
      cloud: toCloud(tag),
      copies: same.length > 1 ? same.filter((name) => name !== tag.name) : [],
      untouchable: reservedTag(parts) === 'local',
    }
  })
}

/** A name the server itself lists, even where the grammar of this version does not know it. */
function listedParts(name: string): NameParts {
  const parts = parseName(name)
  return isFault(parts) ? { host: '', namespace: '', model: name, tag: '' } : parts
}

/** A model that only embeds, as far as the server says; `null` where it says nothing. */
export function embedsOnly(capabilities: string[] | null): boolean | null {
  if (capabilities === null) return null
  return capabilities.includes('embedding') && !capabilities.includes('completion')
}
