import { parseHostUrl } from '#shared/ollama/host-url.ts'
import type { HostsService } from '../hosts/hosts.ts'
import type { Operation } from '../operations/operation.ts'
import type { Operations } from '../operations/operations.ts'
import type { SettingsService } from '../settings/settings.ts'
import { changedCredentials, changedFields, changedSettings, fieldsOfHost, textOfDefault } from './changed-fields.ts'

/** The settings, each change of which is an operation, except of how the page looks. */
export function recordedSettings(settings: SettingsService, operations: Pick<Operations, 'record'>): SettingsService {
  return {
    ...settings,
    update(patch) {
      const changes = changedSettings(settings.get(), patch)
      if (changes.length === 0) return settings.update(patch)
      return operations.record({ kind: 'settings', hostId: '', changes }, () => settings.update(patch))
    },
  }
}

/** The hosts, each change of which is an operation. To look at another host, or to test one, is none. */
export function recordedHosts(hosts: HostsService, operations: Pick<Operations, 'record'>): HostsService {
  /** @param hostId `null` for a host that is being added */
  const record = <T>(
    hostId: string | null,
    changes: Operation['changes'],
    run: () => Promise<T>,
    url = '',
  ): Promise<T> => {
    if (changes.length === 0) return run()
    const host = hostId === null ? undefined : hosts.find(hostId)
    const { name = '', url: at = url } = host ?? {}
    return operations.record(
      { kind: 'host', hostId: hostId ?? '', host: { name, url: at }, changes },
      async ({ note }) => {
        const result = await run()
        const added = hostId === null ? hosts.state().hosts.find((one) => one.url === url) : undefined
        if (added) note({ hostId: added.id, hostName: added.name })
        return result
      },
    )
  }
  const urlOf = (text: string) => {
    const read = parseHostUrl(text)
    return 'url' in read ? read.url : null
  }
  const noHost = { url: '', name: '', certificate: null, memory: null }
  return {
    ...hosts,
    add(input) {
      const url = urlOf(input.url)
      if (url === null) return hosts.add(input)
      const changes = [
        ...changedFields(noHost, { url, name: input.name, certificate: input.trust }),
        ...(input.credentials ? [changedCredentials] : []),
      ]
      return record(null, changes, () => hosts.add(input), url)
    },
    restore: (host) => record(null, changedFields(noHost, fieldsOfHost(host)), () => hosts.restore(host), host.url),
    update(input) {
      const before = hosts.find(input.hostId)
      const url = urlOf(input.url)
      if (url === null || before?.kind !== 'saved') return hosts.update(input)
      const isSameOrigin = new URL(before.url).origin === new URL(url).origin
      const keeps = input.credentials === undefined && isSameOrigin
      const trust = input.trust === undefined && !isSameOrigin ? null : input.trust
      const changes = [
        ...changedFields(fieldsOfHost(before), { url, name: input.name, certificate: trust }),
        ...(!keeps && (input.credentials || before.credentials) ? [changedCredentials] : []),
      ]
      return record(input.hostId, changes, () => hosts.update(input))
    },
    remove(hostId) {
      const before = hosts.find(hostId)
      if (before?.kind !== 'saved') return hosts.remove(hostId)
      const fields = fieldsOfHost(before)
      const gone = Object.fromEntries(Object.keys(fields).map((key) => [key, null]))
      const changes = [
        ...changedFields(fields, { ...gone, url: '', name: '' }),
        ...(before.credentials ? [changedCredentials] : []),
      ]
      return record(hostId, changes, () => hosts.remove(hostId))
    },
    setDefault(hostId) {
      const { hosts: all, defaultId } = hosts.state()
      const field = (id: string | null) => ({ default: textOfDefault(all, id) })
      const changes = changedFields(field(defaultId), field(hostId))
      return record(hostId ?? defaultId ?? '', changes, () => hosts.setDefault(hostId))
    },
    setMemory(hostId, memory) {
      const before = hosts.find(hostId)
      if (!before) return hosts.setMemory(hostId, memory)
      const now = fieldsOfHost(before)
      const none = Object.fromEntries(
        Object.keys(now).flatMap((key) => (key.startsWith('memory.') ? [[key, null]] : [])),
      )
      const changes = changedFields(now, { ...none, ...fieldsOfHost({ ...before, memory }) })
      return record(hostId, changes, () => hosts.setMemory(hostId, memory))
    },
  }
}
