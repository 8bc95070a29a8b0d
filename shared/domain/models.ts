import type { Listed, Model } from '../contract/library.ts'

const none: string[] = []

/** Parses a list of models as the core sends it (the JSON text of `Listed[]`), in its order (by name). */
export function readModels(text: string): Model[] {
  const models = JSON.parse(text) as Listed[]
  const byDigest = new Map<string, string[]>()
  for (const { digest, name } of models) {
    if (digest === null) continue
    const names = byDigest.get(digest)
    if (names) names.push(name)
    else byDigest.set(digest, [name])
  }
  return models.map((model) => {
    const names = (model.digest === null ? undefined : byDigest.get(model.digest)) ?? none
    return {
      name: model.name,
      digest: model.digest,
      size: model.size,
      modifiedAt: model.modifiedAt,
      details: model.details,
      capabilities: model.capabilities,
      cloud: model.cloud,
      hasParent: model.hasParent,
      copies: names.length > 1 ? names.filter((name) => name !== model.name) : none,
      readOnly: /:local$/i.test(model.name),
    }
  })
}
