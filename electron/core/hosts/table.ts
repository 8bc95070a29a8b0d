import { withoutBin } from '../bin/own-bin.ts'
import type { Certificate, Host, HostsState } from '#shared/contract/hosts.ts'
import type { Platform } from '../platform.ts'
import { createOllama, type Ollama } from '../ollama/client.ts'
import { redactedClient } from '../ollama/redacted-client.ts'
import type { Access } from '../ollama/http.ts'
import { fail } from '../problem.ts'
import { createTopic } from '../topic.ts'
import type { CredentialsRef, Vault } from './access.ts'
import { cloudClient } from './cloud.ts'
import { diagnose } from './diagnose.ts'
import { watchHealth, type HealthWatch } from './health.ts'
import type { LastSeenLists } from './last-seen.ts'
import type { HostListener } from './lifecycle.ts'
import { createProbe, isOllamaCloud } from './probe.ts'
import { keepFamily, watchForSeveral } from './several-servers.ts'

/** A health check is one small request. An outage of the current host shows sooner, in its polls. */
const CHECK_EVERY = 10_000
/** While no window is visible. */
const CHECK_WHEN_IDLE = 60_000

/** The data that defines a host. */
export interface HostPlan extends Pick<Host, 'id' | 'kind' | 'name' | 'url'>, HostNotes {
  credentials: CredentialsRef | null
  certificate: Certificate | null
}

/** What the user says of a host and what changes no connection to it. */
export type HostNotes = Pick<Host, 'name' | 'memory'>

export interface Entry extends HostPlan {
  client: Ollama
  health: HealthWatch
  access(): Promise<Access>
  /** Whether its credentials are missing from the key store. */
  gone: boolean
  severalServers: boolean
}

type Shown = Pick<HostsState, 'currentId' | 'defaultId' | 'lastProbe'>

/** The hosts of this run with their clients and health, and the state published to the pages. */
export interface HostTable {
  list(): Entry[]
  find(hostId: string): Entry | undefined
  /** Throws `host_unknown`. */
  get(hostId: string): Entry
  at(url: string): Entry | undefined
  /** Adds a host, or replaces the one with this id after its address or access changed. */
  put(plan: HostPlan): Entry
  describe(hostId: string, notes: Partial<HostNotes>): void
  /** Removes a host. `by` is the id under which the same server continues. */
  drop(hostId: string, by?: string): void
  shown(): Shown
  show(change: Partial<Shown>): void
  toHost(entry: Entry): Host
  state(): HostsState
  watch(signal?: AbortSignal): AsyncIterableIterator<HostsState, void>
  /** Sets the interval of the checks: `idle` while no window is visible, `paused` while the computer sleeps. */
  pace(change: { paused?: boolean; idle?: boolean }): void
  checkAll(): void
  close(): void
}

export function createTable(platform: Platform, vault: Vault, seen: LastSeenLists, tell: HostListener): HostTable {
  const { clock, redactor } = platform
  const entries = new Map<string, Entry>()
  let shown: Shown = { currentId: null, defaultId: null, lastProbe: null }
  let paused = false
  let idle = false
  let closed = false

  const interval = (watching = topic.subscribers): number | null =>
    watching === 0 || paused ? null : idle ? CHECK_WHEN_IDLE : CHECK_EVERY
  const topic = createTopic<HostsState>((count) => {
    for (const entry of entries.values()) entry.health.pace(interval(count))
  })
  const announce = () => {
    if (!closed) topic.publish('state', state())
  }
  const toHost = (entry: Entry): Host => {
    const { id, kind, name, url, credentials, certificate, memory } = entry
    return {
      id,
      kind,
      name,
      url,
      certificate,
      memory,
      severalServers: entry.severalServers,
      credentials: credentials && {
        auth: credentials.auth,
        headers: credentials.headers,
        kept: entry.gone ? 'gone' : vault.kind,
      },
      ...entry.health.get(),
    }
  }
  const state = (): HostsState => ({ ...shown, hosts: [...entries.values()].map(toHost), secrets: vault.kind })

  const put = (plan: HostPlan): Entry => {
    const { id, url, credentials, certificate } = plan
    const before = entries.get(id)
    before?.health.close()
    const net = keepFamily(platform.net)
    const open = async (): Promise<Access> => {
      const headers = credentials && (await vault.open(credentials.key, url).catch(() => undefined))
      entry.gone = credentials !== null && !headers
      // A locked key store may be unlocked later.
      if (headers === undefined) opened = undefined
      return { headers: headers ?? {}, trusted: certificate?.fingerprint ?? null }
    }
    let opened: Promise<Access> | undefined
    const access = () => (opened ??= open())
    const direct = redactedClient(createOllama(net, clock, url, access, platform.worker), redactor.redact)
    const plain = isOllamaCloud(url) ? cloudClient(direct) : direct
    const isSeveral = watchForSeveral()
    const client: Ollama = {
      ...plain,
      async tags(signal) {
        const list = await plain.tags(signal)
        // The host may have been removed or changed during the request.
        if (entries.get(id) === entry) seen.keep(entry, withoutBin(list.rows))
        if (!entry.severalServers && isSeveral(list.rows.map(({ name }) => name))) {
          entry.severalServers = true
          announce()
        }
        return list
      },
    }
    const health = watchHealth(clock, createProbe(net, clock, plain, access), announce, (met) =>
      diagnose({ ...platform, net }, url, access, met),
    )
    const entry: Entry = { ...plan, client, health, access, gone: false, severalServers: false }
    entries.set(id, entry)
    health.pace(interval())
    tell({ type: before ? 'changed' : 'made', hostId: id })
    announce()
    return entry
  }

  return {
    list: () => [...entries.values()],
    find: (hostId) => entries.get(hostId),
    get(hostId) {
      const entry = entries.get(hostId)
      if (!entry) throw fail('host_unknown', { host: hostId })
      return entry
    },
    at: (url) => [...entries.values()].find((entry) => entry.url === url && entry.kind !== 'sandbox'),
    put,
    describe(hostId, notes) {
      Object.assign(entries.get(hostId) ?? {}, notes)
      announce()
    },
    drop(hostId, by) {
      const entry = entries.get(hostId)
      if (!entry) return
      entry.health.close()
      entries.delete(hostId)
      tell(
        by === undefined
          ? { type: 'removed', hostId, host: entry.name || entry.url }
          : { type: 'replaced', hostId, by },
      )
      announce()
    },
    shown: () => shown,
    show(change) {
      shown = { ...shown, ...change }
      announce()
    },
    toHost,
    state,
    watch: (signal) => topic.subscribe(signal, [state()]),
    pace(change) {
      paused = change.paused ?? paused
      idle = change.idle ?? idle
      for (const entry of entries.values()) entry.health.pace(interval())
    },
    checkAll() {
      for (const entry of entries.values()) void entry.health.check()
    },
    close() {
      closed = true
      for (const entry of entries.values()) entry.health.close()
    },
  }
}
