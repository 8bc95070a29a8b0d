import type {
  Certificate,
  Credentials,
  Features,
  Host,
  HostsState,
  LastSeen,
  LocalOllama,
} from '#shared/contract/hosts.ts'
import { parseHostUrl } from '#shared/ollama/host-url.ts'
import { toListed } from '../library/models.ts'
import type { Platform } from '../platform.ts'
import { createOllama, type Ollama } from '../ollama/client.ts'
import { redactedClient } from '../ollama/redacted-client.ts'
import { ProblemError, fail, problemOf } from '../problem.ts'
import { openRecord } from '../records/record.ts'
import { createVault, type CredentialsRef } from './access.ts'
import { createCertificates } from './certificates.ts'
import { diagnose, urlProblem } from './diagnose.ts'
import { createHostDiscovery } from './host-discovery.ts'
import { hostsFormat, isPersisted, type SavedHost } from './hosts-format.ts'
import { createLastSeen } from './last-seen.ts'
import type { Seen } from './last-seen-format.ts'
import { createLifecycle, type HostLifecycle } from './lifecycle.ts'
import { createProbe, type Probed } from './probe.ts'
import { keepFamily } from './several-servers.ts'
import { createTable, type Entry, type HostNotes } from './table.ts'

/** Address and access of a host. An absent field keeps the present value, `null` removes it. */
interface AccessInput {
  url: string
  credentials?: Credentials | null | undefined
  trust?: string | null | undefined
}
type HostInput = AccessInput & Pick<HostNotes, 'name'>

export interface HostsService {
  /** Chooses the current host, see `HostDiscovery`. */
  begin(): Promise<void>
  state(): HostsState
  find(hostId: string): Host | undefined
  watch(signal?: AbortSignal): AsyncIterableIterator<HostsState, void>
  add(input: HostInput): Promise<Host>
  /** Adds a host as an earlier Corral had it, without credentials. */
  restore(host: Pick<Host, 'name' | 'url' | 'certificate' | 'memory'>): Promise<Host>
  update(input: HostInput & { hostId: string }): Promise<Host>
  remove(hostId: string): Promise<void>
  select(hostId: string): Promise<void>
  setDefault(hostId: string | null): Promise<void>
  setMemory(hostId: string, memory: Host['memory']): Promise<void>
  test(input: AccessInput & { hostId?: string | undefined }): Promise<Probed & { url: string }>
  certificate(url: string): Promise<Certificate>
  lastSeen(hostId: string): Promise<LastSeen | null>
  /** The last list as the server sent it, see `LastSeenLists.find`. */
  lastListed(hostId: string): Promise<Seen | null>
  check(hostId: string): Promise<void>
  openSandbox(): Promise<Host>
  findLocal(): Promise<LocalOllama | null>
  startLocal(): Promise<Host>
  /** Throws `host_unknown`. */
  client(hostId: string): Ollama
  features(hostId: string): Features
  learn(hostId: string, features: Partial<Features>): void
  /** Reports every change of a host, for state that is kept by host id. */
  listen: HostLifecycle['listen']
  /** Stops all checks while the computer sleeps; checks at once when it resumes. */
  pause(paused: boolean): void
  /** Checks less often while no window is visible. */
  setIdle(idle: boolean): void
  close(): Promise<void>
}

export async function openHosts(platform: Platform): Promise<HostsService> {
  const { net, clock, log, redactor } = platform
  const record = await openRecord(platform, hostsFormat)
  let paused = false
  let idle = false
  const vault = createVault(platform.secrets, redactor, platform.newId)
  const seen = createLastSeen(platform)
  const certificates = createCertificates(net, clock)
  const lifecycle = createLifecycle()
  const table = createTable(platform, vault, seen, lifecycle.tell)
  const discovery = createHostDiscovery(
    platform,
    table,
    () => idle,
    () => record.get().localMemory,
  )
  for (const host of record.get().hosts) table.put({ ...host, kind: 'saved' })
  table.show({ defaultId: record.get().defaultId })
  discovery.putLocal()

  const saved = (hostId: string): Entry => {
    const entry = table.get(hostId)
    if (entry.kind !== 'saved') throw fail('host_fixed', { host: entry.name || entry.url })
    return entry
  }
  const urlOf = (text: string): string => {
    const read = parseHostUrl(text)
    if ('url' in read) return read.url
    throw new ProblemError(urlProblem(read, text))
  }
  const refuse = ({ name, url }: Entry): never => {
    throw fail('host_known', { host: name || url })
  }

  /** Credentials and trust hold for one origin: an address with another origin inherits nothing. */
  const sameOriginEntry = (url: string, before: Entry | undefined): Entry | undefined =>
    before && new URL(before.url).origin === new URL(url).origin ? before : undefined
  const trustedAt = (url: string, trust: string | null | undefined, before: Entry | undefined) => {
    const inherited = sameOriginEntry(url, before)?.certificate ?? null
    if (trust === undefined || trust === inherited?.fingerprint) return inherited
    return trust === null || !url.startsWith('https:') ? null : certificates.shown(url, trust)
  }
  /**
   * Writes a host into the record in place of `before`. New credentials are stored first under a new key, so that
   * nothing changes until the record names that key. The caller deletes the old ones afterwards with `forget`.
   */
  const save = async (
    plan: Omit<SavedHost, 'credentials'>,
    given: Credentials | null | undefined,
    before: Entry | undefined,
  ): Promise<SavedHost> => {
    const inherited = sameOriginEntry(plan.url, before)?.credentials ?? null
    const credentials = given ? await vault.keep(plan.id, plan.url, given) : given === undefined ? inherited : null
    const next = { ...plan, credentials }
    try {
      await record.update((value) => ({
        ...value,
        hosts: before ? value.hosts.map((host) => (host.id === plan.id ? next : host)) : [...value.hosts, next],
      }))
    } catch (error) {
      if (given) await forget(credentials, null)
      throw error
    }
    return next
  }
  /** Deletes credentials that are no longer used. A failure is only logged: what remains is encrypted. */
  const forget = async (old: CredentialsRef | null, now: CredentialsRef | null) => {
    if (old && old.key !== now?.key)
      await vault.forget(old).catch((error: unknown) => log.error('old credentials were not forgotten', error))
  }

  const create = async (
    plan: HostNotes & Pick<Host, 'url' | 'certificate'>,
    credentials: Credentials | null | undefined,
  ): Promise<Host> => {
    const there = table.at(plan.url)
    if (there?.kind === 'saved') return refuse(there)
    const id = platform.newId()
    const memory = plan.memory ?? there?.memory ?? null
    const entry = table.put({ ...(await save({ id, ...plan, memory }, credentials, undefined)), kind: 'saved' })
    if (there) {
      // The user saves the host of this run or this computer's own.
      if (table.shown().currentId === there.id) await select(id)
      table.drop(there.id, id)
      await seen.move(there, entry)
    }
    void entry.health.check()
    return table.toHost(entry)
  }

  const select = async (hostId: string): Promise<void> => {
    const entry = table.get(hostId)
    discovery.setCurrent(hostId)
    if (isPersisted(entry)) await record.update((value) => ({ ...value, lastId: hostId }))
  }

  return {
    state: table.state,
    find(hostId) {
      const entry = table.find(hostId)
      return entry && table.toHost(entry)
    },
    watch: table.watch,
    listen: lifecycle.listen,
    client: (hostId) => table.get(hostId).client,
    features: (hostId) => table.get(hostId).health.get().features,
    learn: (hostId, features) => table.get(hostId).health.learn(features),
    select,
    openSandbox: discovery.openSandbox,
    findLocal: () => platform.local.find(),
    certificate: (text) => certificates.show(urlOf(text)),

    lastListed: async (hostId) => seen.find(table.get(hostId)),
    async lastSeen(hostId) {
      const last = await seen.get(table.get(hostId))
      return last && { at: last.at, total: last.total, models: JSON.stringify(toListed(last.tags)) }
    },

    begin() {
      const { defaultId, lastId } = record.get()
      return discovery.begin(defaultId === null ? [lastId] : [defaultId])
    },

    async add({ name, url: text, credentials, trust }) {
      const url = urlOf(text)
      return create({ name, url, certificate: trustedAt(url, trust, undefined), memory: null }, credentials)
    },
    restore: ({ name, url, certificate, memory }) => create({ name, url, certificate, memory }, null),

    async update({ hostId, name, url: text, credentials, trust }) {
      const before = saved(hostId)
      const url = urlOf(text)
      const there = table.at(url)
      if (there && there.id !== hostId) return refuse(there)
      const certificate = trustedAt(url, trust, before)
      const notes = { name, memory: before.memory }
      const next = await save({ id: hostId, url, certificate, ...notes }, credentials, before)
      if (url === before.url && credentials === undefined && certificate === before.certificate)
        table.describe(hostId, notes)
      else void table.put({ ...next, kind: 'saved' }).health.check()
      await forget(before.credentials, next.credentials)
      return table.toHost(table.get(hostId))
    },

    async remove(hostId) {
      const { credentials } = saved(hostId)
      const without = (id: string | null) => (id === hostId ? null : id)
      await record.update(({ hosts, lastId, defaultId, ...rest }) => ({
        ...rest,
        hosts: hosts.filter((host) => host.id !== hostId),
        lastId: without(lastId),
        defaultId: without(defaultId),
      }))
      table.drop(hostId)
      discovery.putLocal()
      table.show({ defaultId: record.get().defaultId })
      if (table.shown().currentId === hostId) {
        discovery.setCurrent(null)
        void discovery.look()
      }
      await seen.forget(hostId)
      if (credentials) await vault.forget(credentials)
    },

    async setDefault(hostId) {
      if (hostId !== null) {
        const entry = table.get(hostId)
        if (!isPersisted(entry)) throw fail('host_fixed', { host: entry.name || entry.url })
      }
      await record.update((value) => ({ ...value, defaultId: hostId }))
      table.show({ defaultId: hostId })
    },

    async setMemory(hostId, memory) {
      const entry = table.get(hostId)
      const withMemory = (host: SavedHost) => (host.id === hostId ? { ...host, memory } : host)
      if (isPersisted(entry))
        await record.update((value) =>
          entry.kind === 'local' ? { ...value, localMemory: memory } : { ...value, hosts: value.hosts.map(withMemory) },
        )
      table.describe(hostId, { memory })
    },

    async test({ url: text, hostId, credentials, trust }) {
      const url = urlOf(text)
      const before = sameOriginEntry(url, hostId === undefined ? undefined : table.get(hostId))
      const trusted = trustedAt(url, trust, before)?.fingerprint ?? null
      const headers = credentials
        ? vault.toHeaders(credentials)
        : credentials === null
          ? {}
          : (await before?.access())?.headers
      const access = async () => ({ headers: headers ?? {}, trusted })
      const oneFamily = keepFamily(net)
      const client = redactedClient(createOllama(oneFamily, clock, url, access), redactor.redact)
      try {
        return { url, ...(await createProbe(oneFamily, clock, client, access)()) }
      } catch (error) {
        throw new ProblemError(await diagnose({ ...platform, net: oneFamily }, url, access, problemOf(error)))
      }
    },

    async check(hostId) {
      await table.get(hostId).health.check()
    },

    async startLocal() {
      const host = await discovery.startLocal()
      await select(host.id)
      return host
    },

    pause(now) {
      paused = now
      table.pace({ paused })
      if (paused) return discovery.stop()
      table.checkAll()
      return void discovery.look()
    },

    setIdle(now) {
      const woke = idle && !now && !paused
      idle = now
      table.pace({ idle })
      if (!woke) return
      table.checkAll()
      void discovery.look()
    },

    close() {
      discovery.stop()
      table.close()
      return seen.close()
    },
  }
}
