import { hostKey, type ModelKey } from '#shared/domain/model-keys.ts'
import type { HostsService } from '../hosts/hosts.ts'
import type { Operations } from '../operations/operations.ts'

interface Entries {
  /** The models about which something is kept. */
  keys(): readonly ModelKey[] | Promise<readonly ModelKey[]>
  /** Moves what is kept from the first model of each pair to the second. */
  move(pairs: (readonly [from: ModelKey, to: ModelKey])[]): void
}

/** Lets what is kept about models follow their renames by Corral, and the new address of a host. */
export function followModels(
  hosts: Pick<HostsService, 'find' | 'state' | 'listen'>,
  operations: Pick<Operations, 'onRename'>,
  { keys, move }: Entries,
): void {
  operations.onRename((hostId, from, to) => {
    const found = hosts.find(hostId)
    if (!found) return
    const host = hostKey(found)
    move([
      [
        { host, name: from },
        { host, name: to },
      ],
    ])
  })
  followAddresses(hosts, (before, host) => {
    const moveOf = (all: readonly ModelKey[]) => {
      const ofHost = all.filter((key) => key.host === before)
      move(
        ofHost.map(({ name }) => [
          { host: before, name },
          { host, name },
        ]),
      )
    }
    const all = keys()
    if (all instanceof Promise) void all.then(moveOf)
    else moveOf(all)
  })
}

/** Calls `moved` with the former and the new key of a host whose address has changed. */
export function followAddresses(
  hosts: Pick<HostsService, 'find' | 'state' | 'listen'>,
  moved: (before: string, host: string) => void,
): void {
  const addresses = new Map(hosts.state().hosts.map((host) => [host.id, hostKey(host)]))
  hosts.listen((change) => {
    const found = hosts.find(change.hostId)
    const before = addresses.get(change.hostId)
    if (!found) return
    const host = hostKey(found)
    addresses.set(found.id, host)
    if (change.type === 'changed' && before !== undefined && before !== host) moved(before, host)
  })
}
