import type { Listed, Model } from '../contract/library.ts'

/** The models of a list as the core sends it, in its order (by name), with what follows from the list. */
export function readModels(text: string): Model[] {
  const listed = JSON.parse(text) as Listed[]
  const byDigest = new Map<string, string[]>()
  for (const { digest, name } of listed) {
    const names = byDigest.get(digest)
    if (names) names.push(name)
    else byDigest.set(digest, [name])
  }
  return listed.map((model) => ({
    ...model,
    copies: others(byDigest.get(model.digest), model.name),
    untouchable: /:local$/i.test(model.name),
  }))
}

function others(names: string[] | undefined, name: string): string[] {
  return names && names.length > 1 ? names.filter((other) => other !== name) : []
}
