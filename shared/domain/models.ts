import type { Model } from '../contract/library.ts'

const none: string[] = []

/** The models of a list as the core sends it (the text of `Listed[]`), in its order (by name). */
export function readModels(text: string): Model[] {
  const models = JSON.parse(text) as Model[]
  const byDigest = new Map<string, string[]>()
  for (const { digest, name } of models) {
    const names = byDigest.get(digest)
    if (names) names.push(name)
    else byDigest.set(digest, [name])
  }
  // In place: to copy thousands of objects takes longer than to read them.
  for (const model of models) {
    const names = byDigest.get(model.digest) ?? none
    model.copies = names.length > 1 ? names.filter((name) => name !== model.name) : none
    model.untouchable = /:local$/i.test(model.name)
  }
  return models
}
