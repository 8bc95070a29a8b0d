import { z } from 'zod'
import {
  certificateSchema,
  type Certificate,
  type Credentials,
  type Features,
  type Host,
  type HostsState,
  type LastSeen,
  type LocalOllama,
} from '#shared/contract/hosts.ts'
import type { Notice } from '#shared/contract/system.ts'
import type { Tag } from '#shared/ollama/schemas.ts'
import { parseHostUrl } from '#shared/ollama/host-url.ts'
import type { Platform } from '../platform.ts'
import { createOllama, type Ollama } from '../ollama/client.ts'
import { redactedClient } from '../ollama/redacted-client.ts'
import { ProblemError, fail, problemOf } from '../problem.ts'
import type { Redactor } from '../redact.ts'
import { openStore } from '../settings/store.ts'
import { createVault, credentialsKindSchema, kindOf } from './access.ts'
import { createCertificates } from './certificates.ts'
import { keepFamily } from './address-family.ts'
import { diagnose } from './diagnose.ts'
import { createHostDiscovery } from './host-discovery.ts'
import { createLastSeen } from './last-seen.ts'
import { isPersisted } from './is-persisted.ts'
import { createLifecycle, type HostLifecycle } from './lifecycle.ts'
import { createProbe, type Probed } from './probe.ts'
import { createTable, type Entry } from './table.ts'

const fileSchema = z.object({
  hosts: z.array(
    z.object({
      id: z.string(),
      name: z.string(),
      url: z.string(),
      credentials: credentialsKindSchema.nullable().default(null),
      certificate: certificateSchema.nullable().default(null),
    }),
  ),
  lastId: z.string().nullable(),
  defaultId: z.string().nullable().default(null),
})

/** How a host is opened: absent leaves what there is, `null` takes it away. */
interface AccessInput {
  url: string
  credentials?: Credentials | null | undefined
  trust?: string | null | undefined
}
type HostInput = AccessInput & { name: string }

export interface HostsService {
  /** Finds the server to begin with, as the launch options, the last run and this computer have it. */
  begin(): Promise<void>
  state(): HostsState
  watch(signal?: AbortSignal): AsyncIterableIterator<HostsState, void>
  add(input: HostInput): Promise<Host>
  update(input: HostInput & { hostId: string }): Promise<Host>
  remove(hostId: string): Promise<void>
  select(hostId: string): Promise<void>
  setDefault(hostId: string | null): Promise<void>
  test(input: AccessInput & { hostId?: string | undefined }): Promise<Probed & { url: string }>
  certificate(url: string): Promise<Certificate>
  lastSeen(hostId: string): Promise<LastSeen | null>
  lastTags(hostId: string): Promise<readonly Tag[] | null>
  check(hostId: string): Promise<void>
  openSandbox(): Promise<Host>
  findLocal(): Promise<LocalOllama | null>
  startLocal(): Promise<Host>
  /** Throws `host_unknown`. */
  client(hostId: string): Ollama
  features(hostId: string): Features
  learn(hostId: string, features: Partial<Features>): void
  /** Hears what becomes of hosts: whatever is kept by a host's id follows it. */
  listen: HostLifecycle['listen']
  /** Stops all checks while the computer sleeps, or goes on with one at once. */
  pause(paused: boolean): void
  /** Checks less often while nobody looks. */
  setIdle(idle: boolean): void
  close(): Promise<void>
  readonly notices: Notice[]
}

export async function openHosts(platform: Platform, redactor: Redactor): Promise<HostsService> {
  const { net, clock, disk, log } = platform
  const store = await openStore(disk, log, clock, 'hosts.json', 1, fileSchema, {
    hosts: [],
    lastId: null,
    defaultId: null,
  })
  let paused = false
  let idle = false
  const vault = createVault(platform.secrets, redactor)
  const seen = createLastSeen(disk, log, clock)
  const certificates = createCertificates(net, clock)
  const lifecycle = createLifecycle()
  const table = createTable(platform, vault, seen, redactor, lifecycle.tell)
  const discovery = createHostDiscovery(platform, table, () => idle)
  for (const host of store.get().hosts) table.put({ ...host, kind: 'saved' })
  table.show({ defaultId: store.get().defaultId })
  discovery.putLocal()

  const saved = (hostId: string): Entry => {
    const entry = table.get(hostId)
    if (entry.kind !== 'saved') throw fail('host_fixed', { host: entry.name || entry.url })
    return entry
  }
  const urlOf = (text: string): string => {
    const read = parseHostUrl(text)
    if ('url' in read) return read.url
    // The text would repeat the password.
    throw read.fault === 'credentials' ? fail('host_url_credentials') : fail('host_url_invalid', { text })
  }
  const refuse = ({ name, url }: Entry): never => {
    throw fail('host_known', { host: name || url })
  }

  /** Credentials and trust hold for an origin: an address elsewhere inherits nothing. */
  const sameOriginEntry = (url: string, before: Entry | undefined): Entry | undefined =>
    before && new URL(before.url).origin === new URL(url).origin ? before : undefined
  const trustedAt = (url: string, trust: string | null | undefined, before: Entry | undefined) => {
    const inherited = sameOriginEntry(url, before)?.certificate ?? null
    if (trust === undefined || trust === inherited?.fingerprint) return inherited
    return trust === null || !url.startsWith('https:') ? null : certificates.shown(url, trust)
  }
  const keepCredentials = async (
    hostId: string,
    url: string,
    given: Credentials | null | undefined,
    before: Entry | undefined,
  ) => {
    const inherited = sameOriginEntry(url, before)?.credentials ?? null
    if (given === undefined && (inherited || !before?.credentials)) return inherited
    const kind = given ? kindOf(given) : null
    if (given && kind) await vault.keep(hostId, url, given)
    else if (before?.credentials) await vault.forget(hostId)
    return kind
  }

  const select = async (hostId: string): Promise<void> => {
    const entry = table.get(hostId)
    discovery.setCurrent(hostId)
    if (isPersisted(entry)) await store.update((value) => ({ ...value, lastId: hostId }))
  }

  return {
    notices: store.notices,
    state: table.state,
    watch: table.watch,
    listen: lifecycle.listen,
    client: (hostId) => table.get(hostId).client,
    features: (hostId) => table.get(hostId).health.get().features,
    learn: (hostId, features) => table.get(hostId).health.learn(features),
    select,
    openSandbox: discovery.openSandbox,
    findLocal: () => platform.local.find(),
    certificate: (text) => certificates.show(urlOf(text)),
    lastSeen: async (hostId) => seen.get(table.get(hostId)),
    lastTags: async (hostId) => seen.tags(table.get(hostId)),

    begin() {
      const { defaultId, lastId } = store.get()
      return discovery.begin(defaultId === null ? [lastId] : [defaultId])
    },

    async add({ name, url: text, credentials, trust }) {
      const url = urlOf(text)
      const there = table.at(url)
      if (there?.kind === 'saved') return refuse(there)
      const id = platform.newId()
      const certificate = trustedAt(url, trust, undefined)
      const kind = await keepCredentials(id, url, credentials, undefined)
      await store
        .update((value) => ({
          ...value,
          hosts: [...value.hosts, { id, name, url, credentials: kind, certificate }],
        }))
        .catch(async (error: unknown) => {
          if (kind) await vault.forget(id)
          throw error
        })
      const entry = table.put({ id, kind: 'saved', name, url, credentials: kind, certificate })
      if (there) {
        // The host of this run, or this computer's own, which the user now keeps.
        if (table.shown().currentId === there.id) await select(id)
        table.drop(there.id, id)
        await seen.move(there, entry)
      }
      void entry.health.check()
      return table.toHost(entry)
    },

    async update({ hostId, name, url: text, credentials, trust }) {
      const before = saved(hostId)
      const url = urlOf(text)
      const there = table.at(url)
      if (there && there.id !== hostId) return refuse(there)
      const certificate = trustedAt(url, trust, before)
      const kind = await keepCredentials(hostId, url, credentials, before)
      const next = { id: hostId, name, url, credentials: kind, certificate }
      await store.update((value) => ({
        ...value,
        hosts: value.hosts.map((host) => (host.id === hostId ? next : host)),
      }))
      if (url === before.url && credentials === undefined && certificate === before.certificate)
        table.rename(hostId, name)
      else void table.put({ ...next, kind: 'saved' }).health.check()
      return table.toHost(table.get(hostId))
    },

    async remove(hostId) {
      const { credentials } = saved(hostId)
      const without = (id: string | null) => (id === hostId ? null : id)
      await store.update(({ hosts, lastId, defaultId }) => ({
        hosts: hosts.filter((host) => host.id !== hostId),
        lastId: without(lastId),
        defaultId: without(defaultId),
      }))
      table.drop(hostId)
      discovery.putLocal()
      table.show({ defaultId: store.get().defaultId })
      if (table.shown().currentId === hostId) {
        discovery.setCurrent(null)
        void discovery.look()
      }
      await seen.forget(hostId)
      if (credentials) await vault.forget(hostId)
    },

    async setDefault(hostId) {
      if (hostId !== null) {
        const entry = table.get(hostId)
        if (!isPersisted(entry)) throw fail('host_fixed', { host: entry.name || entry.url })
      }
      await store.update((value) => ({ ...value, defaultId: hostId }))
      table.show({ defaultId: hostId })
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
