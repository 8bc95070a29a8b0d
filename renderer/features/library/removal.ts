import { freedBy } from '#shared/domain/sharing.ts'

interface Listed {
  name: string
  digest: string
  size: number
}

/** What deleting models really does to the disk. */
export interface Removal {
  /** At most so many bytes are freed; layers that other manifests use stay. */
  bytes: number
  /** What is not freed, since names that stay hold the same manifest. */
  shared: { name: string; bytes: number; keepers: string[] }[]
}

/** What deleting all of `names` frees: names that share a manifest free it only together. */
export function removalOf(names: readonly string[], models: readonly Listed[]): Removal {
  let rest = [...models]
  let bytes = 0
  const going = new Set(names)
  const shared: Removal['shared'] = []
  for (const name of names) {
    const model = rest.find((one) => one.name === name)
    if (!model) continue
    const freed = freedBy(name, rest)
    bytes += freed.bytes
    const keepers = freed.sharedWith.filter((other) => !going.has(other))
    if (keepers.length > 0) shared.push({ name, bytes: model.size, keepers })
    rest = rest.filter((one) => one !== model)
  }
  return { bytes, shared }
}
