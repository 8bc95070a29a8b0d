/**
 * What models really cost on the disk. Models of one digest are one manifest, so they share every
 * layer. Layers that different manifests share cannot be seen in a list of models and count for each.
 */

/** Bytes as listed, bytes with each digest counted once, and what that saves. */
export function diskUse(models: { digest: string; size: number }[]): {
  logical: number
  unique: number
  shared: number
} {
  const seen = new Set<string>()
  let logical = 0
  let unique = 0
  for (const { digest, size } of models) {
    logical += size
    if (!seen.has(digest)) unique += size
    seen.add(digest)
  }
  return { logical, unique, shared: logical - unique }
}

/** At most how many bytes deleting a model frees: none while other names hold the same digest. */
export function freedBy(
  name: string,
  models: { name: string; digest: string; size: number }[],
): { bytes: number; sharedWith: string[] } {
  const model = models.find((model) => model.name === name)
  if (!model) return { bytes: 0, sharedWith: [] }
  const sharedWith = models
    .filter((other) => other.digest === model.digest && other.name !== name)
    .map((other) => other.name)
  return { bytes: sharedWith.length > 0 ? 0 : model.size, sharedWith }
}
