import type { Host, HostsState } from '#shared/contract/hosts.ts'
import type { ProblemCode } from '#shared/contract/problem.ts'
import { isSetting, settingOf } from '#shared/contract/settings.ts'
import type { HostsService } from '../hosts/hosts.ts'
import { isPersisted } from '../hosts/hosts-format.ts'
import type { Operation } from '../operations/operation.ts'
import type { Operations, Relations } from '../operations/operations.ts'
import type { UndoState } from '../operations/undo.ts'
import { problem, ProblemError } from '../problem.ts'
import type { SettingsService } from '../settings/settings.ts'
import {
  changedCredentials,
  hasHost,
  hasSettings,
  hostOfChange,
  isAddition,
  isRemoval,
  memoryOf,
  textOfDefault,
} from './changed-fields.ts'

type Changes = Operation['changes']

/** Sets back changes of hosts and settings, as long as nothing else has changed the same again. */
export interface ChangesBack {
  /** For all such operations as hosts and settings are now. */
  states(): (operation: Operation) => Exclude<UndoState, null>
  /** Throws what `states` tells, and as the change does. */
  setBack(operation: Operation, relations: Relations): Promise<{ operationId: string }>
}

/**
 * @param hosts without the recording of their changes, as are the settings: what sets them back is recorded here
 */
export function createChangesBack(
  operations: Pick<Operations, 'record'>,
  hosts: Pick<HostsService, 'state' | 'restore' | 'update' | 'remove' | 'setDefault' | 'setMemory'>,
  settings: Pick<SettingsService, 'get' | 'update'>,
): ChangesBack {
  const states = () => {
    const state = hosts.state()
    const now = settings.get()
    return (operation: Operation): Exclude<UndoState, null> => {
      const { kind, hostName, url, changes } = operation
      const code =
        kind === 'host'
          ? obstacleOf(operation, state)
          : hasSettings(now, operation) && patchOf(changes)
            ? null
            : 'undo_changed_again'
      if (code !== null) return { possible: false, problem: problem(code, { host: hostName || url }) }
      return { possible: true, withoutCredentials: losesAccess(changes, hostOfChange(state, operation)) }
    }
  }
  /** Does it, and resolves to the host that was added by it. */
  const setHostBack = async ({ changes }: Operation, host: Host | undefined): Promise<Host | null> => {
    const former = (field: string) => formerOf(changes, field)
    if (isRemoval(changes)) {
      const [name, url, memory] = [former('name') ?? '', former('url') ?? '', formerMemory(changes, null) ?? null]
      return hosts.restore({ name, url, certificate: null, memory })
    }
    const defaultTo = former('default')
    if (defaultTo !== undefined) await hosts.setDefault(defaultOf(defaultTo, hosts.state()) ?? null)
    if (!host) return null
    const { id: hostId } = host
    if (isAddition(changes)) await hosts.remove(hostId)
    else if (['url', 'name', 'certificate'].some((field) => former(field) !== undefined))
      await hosts.update({
        hostId,
        name: former('name') ?? host.name,
        url: former('url') ?? host.url,
        ...(former('certificate') === '' ? { trust: null } : {}),
      })
    else if (hasMemory(changes)) await hosts.setMemory(hostId, formerMemory(changes, host.memory) ?? null)
    return null
  }
  return {
    states,
    async setBack(operation, relations) {
      const told = states()(operation)
      if (!told.possible) throw new ProblemError(told.problem)
      const { kind, changes, hostName, url } = operation
      const host = kind === 'host' ? hostOfChange(hosts.state(), operation) : undefined
      const request = {
        kind: kind === 'host' ? ('host' as const) : ('settings' as const),
        hostId: host?.id ?? '',
        host: host ?? { name: hostName, url },
        changes: backward(changes, host),
        ...relations,
      }
      return operations.record(request, async ({ id, note }) => {
        if (kind === 'settings') await settings.update(patchOf(changes) ?? {})
        else {
          const added = await setHostBack(operation, host)
          if (added) note({ hostId: added.id, hostName: added.name })
        }
        return { operationId: id }
      })
    },
  }
}

/** The patch that sets settings back; `null` if one of the values is none of this version. */
function patchOf(changes: Changes): Record<string, unknown> | null {
  const values = changes.map(
    ({ field, from }) => [field, isSetting(field) ? settingOf(field, from) : undefined] as const,
  )
  return values.some(([, value]) => value === undefined) ? null : Object.fromEntries(values)
}

/** Credentials are not written down, and only a certificate that was just shown is trusted. */
const canBeSet = ({ field, from }: Changes[number]) =>
  field !== 'credentials' && !(field === 'certificate' && from !== '')

/** What a field was before; `undefined` if it was not changed. */
const formerOf = (changes: Changes, name: string) => changes.find(({ field }) => field === name)?.from

const hasMemory = (changes: Changes) => changes.some(({ field }) => field.startsWith('memory.'))

const formerMemory = (changes: Changes, now: Host['memory']) =>
  memoryOf(
    now,
    changes.map(({ field, from }) => ({ field, text: from })),
  )

/** The host of a name or address as `textOfDefault` writes it; `null` for none, `undefined` if it is not known. */
function defaultOf(text: string, { hosts }: HostsState): string | null | undefined {
  if (text === '') return null
  const found = hosts.filter((host) => isPersisted(host) && textOfDefault(hosts, host.id) === text)
  return found.length === 1 ? found[0]?.id : undefined
}

function obstacleOf(operation: Operation, state: HostsState): ProblemCode | null {
  const { changes, url } = operation
  const isSaved = (at: string) => state.hosts.some((one) => one.kind === 'saved' && one.url === at)
  if (isRemoval(changes)) return isSaved(url) ? 'host_known' : null
  const former = formerOf(changes, 'default')
  const host = hostOfChange(state, operation)
  const isKnown = former === undefined ? host !== undefined : defaultOf(former, state) !== undefined
  if (!isKnown || (isAddition(changes) && host?.kind !== 'saved')) return 'host_unknown'
  if (!changes.some(canBeSet)) return 'undo_secret'
  if (!hasHost(state, operation)) return 'undo_changed_again'
  if (hasMemory(changes) && host && formerMemory(changes, host.memory) === undefined) return 'undo_changed_again'
  const at = formerOf(changes, 'url')
  return at !== undefined && state.hosts.some((one) => one.url === at && one.id !== host?.id) ? 'host_known' : null
}

/** Whether a host is then without credentials or a trusted certificate that it has now or had. */
function losesAccess(changes: Changes, host: Host | undefined): boolean {
  if (isAddition(changes)) return false
  return !changes.every(canBeSet) || (leavesOrigin(changes, host) && Boolean(host?.credentials ?? host?.certificate))
}

function leavesOrigin(changes: Changes, host: Host | undefined): boolean {
  const at = formerOf(changes, 'url')
  return host !== undefined && (at === '' || (at !== undefined && new URL(at).origin !== new URL(host.url).origin))
}

/** What is changed when it is set back. */
function backward(changes: Changes, host: Host | undefined): Changes {
  const back = changes.filter(canBeSet).map(({ field, from, to }) => ({ field, from: to, to: from }))
  return leavesOrigin(changes, host) && host?.credentials ? [...back, changedCredentials] : back
}
