import type { Clients } from '#shared/contract/running.ts'
import { isLoopback } from '#shared/ollama/host-url.ts'
import type { HostsService } from '../hosts/hosts.ts'
import { portOf } from '../hosts/port.ts'
import type { Platform } from '../platform.ts'
import type { SettingsService } from '../settings/settings.ts'

/** Least time between two looks at a port, and after a look that failed, in milliseconds. */
const EVERY = 3_000
const AFTER_FAILURE = 60_000

interface Look {
  at: number
  answer: Promise<Clients | null>
  hasFailed: boolean
}

/**
 * The programs of this computer that are connected to a host's port, if the user wants to know; `null` if not, if the
 * host has no address of this computer, or if the system does not tell.
 */
export function createReadClients(
  { clock, log, readClients }: Pick<Platform, 'clock' | 'log' | 'readClients'>,
  hosts: Pick<HostsService, 'find'>,
  settings: Pick<SettingsService, 'get'>,
): (hostId: string) => Promise<Clients | null> {
  const looks = new Map<number, Look>()
  const read = async (port: number, look: Look): Promise<Clients | null> => {
    try {
      const told = await readClients?.(port)
      return told === undefined ? null : { programs: counted(told.names), unnamed: told.unnamed }
    } catch (error) {
      log.error('clients of a port', error)
      look.hasFailed = true
      return null
    }
  }
  return async (hostId) => {
    const host = hosts.find(hostId)
    if (!settings.get().nameClients || !host || !isLoopback(host.url)) return null
    const port = portOf(host.url)
    const last = looks.get(port)
    if (last && clock.now() - last.at < (last.hasFailed ? AFTER_FAILURE : EVERY)) return last.answer
    const look: Look = { at: clock.now(), answer: Promise.resolve(null), hasFailed: false }
    looks.set(port, look)
    return (look.answer = (last?.answer ?? look.answer).then(() => read(port, look)))
  }
}

/** Each name once, with the number of its processes, the most first. */
function counted(names: readonly string[]): Clients['programs'] {
  const counts = new Map<string, number>()
  for (const name of names) counts.set(name, (counts.get(name) ?? 0) + 1)
  return [...counts]
    .map(([name, count]) => ({ name, count }))
    .sort((a, b) => b.count - a.count || (a.name < b.name ? -1 : 1))
}
