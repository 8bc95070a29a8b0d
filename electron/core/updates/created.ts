import { nameKey } from '#shared/domain/model-keys.ts'
import type { Operation } from '../operations/operation.ts'

type Known = Pick<Operation, 'kind' | 'url' | 'state' | 'names' | 'before' | 'after'>

/**
 * Which models have their name by a copy or a rename of Corral, so that no registry owns the name: they did not have it
 * before that (a name that came back is the registry's), and were neither pulled nor pushed under it since.
 *
 * @param operations in the order of their start
 */
export function createdOn(url: string, operations: readonly Known[]): (name: string, digest: string) => boolean {
  const byName = new Map<string, Known[]>()
  for (const operation of operations) {
    if (operation.url !== url || operation.state !== 'done') continue
    const names = [...operation.names, ...Object.keys(operation.before), ...Object.keys(operation.after)]
    for (const key of new Set(names.map(nameKey))) byName.set(key, [...(byName.get(key) ?? []), operation])
  }
  return (name, digest) => {
    const key = nameKey(name)
    const digestIn = (digests: Known['before']) =>
      Object.entries(digests).find(([other]) => nameKey(other) === key)?.[1]
    let made = false
    let had = false
    for (const { kind, before, after } of byName.get(key) ?? []) {
      had ||= digestIn(before) === digest
      if (kind === 'copy' || kind === 'rename') made ||= !had && digestIn(after) === digest
      if (kind !== 'pull' && kind !== 'push') continue
      made = false
      had = true
    }
    return made
  }
}
