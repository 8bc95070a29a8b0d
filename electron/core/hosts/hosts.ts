import { z } from 'zod'
import type { Features, Host, HostsState, LocalOllama } from '#shared/contract/hosts.ts'
import type { Notice } from '#shared/contract/system.ts'
import { parseHostUrl } from '#shared/ollama/host-url.ts'
import type { Machine, Timer } from '../machine.ts'
import { createOllama, type Ollama } from '../ollama/client.ts'
import { fail, problem, problemOf } from '../problem.ts'
import { openStore } from '../settings/store.ts'
import { createTopic } from '../topic.ts'
import { watchHealth, type HealthWatch } from './health.ts'

/** A health check is one tiny request; the current host's, whose polls show an outage anyway, needs no more. */
const CHECK_EVERY = 10_000
/** While nobody looks. */
const CHECK_AT_REST = 60_000
const LOOK_AGAIN = 3_000
const START_WITHIN = 30_000
const START_POLL = 300

const fileSchema = z.object({
  hosts: z.array(z.object({ id: z.string(), name: z.string(), url: z.string() })),
  lastId: z.string().nullable(),
})

type Entry = Pick<Host, 'id' | 'name' | 'url' | 'kind'> & { client: Ollama; health: HealthWatch }

export interface HostsService {
  /** Finds the server to begin with, as the wishes, the last run and this computer have it. */
  begin(): Promise<void>
  state(): HostsState
  watch(signal?: AbortSignal): AsyncIterableIterator<HostsState, void>
  add(input: { name: string; url: string }): Promise<Host>
  update(input: { hostId: string; name: string; url: string }): Promise<Host>
  remove(hostId: string): Promise<void>
  select(hostId: string): Promise<void>
  test(url: string): Promise<{ url: string; version: string; latencyMs: number }>
  check(hostId: string): Promise<void>
  openSandbox(): Promise<Host>
  findLocal(): Promise<LocalOllama | null>
  startLocal(): Promise<Host>
  /** Throws `host_unknown`. */
  client(hostId: string): Ollama
  features(hostId: string): Features
  learn(hostId: string, features: Partial<Features>): void
  /** Stops all checks while the machine sleeps, or goes on with one at once. */
  pause(paused: boolean): void
  /** Checks less often while nobody looks. */
  rest(resting: boolean): void
  close(): void
  readonly notices: Notice[]
}

export async function openHosts(machine: Machine): Promise<HostsService> {
  const { clock, wishes } = machine
  const store = await openStore(machine.disk, machine.log, clock, 'hosts.json', 1, fileSchema, {
    hosts: [],
    lastId: null,
  })
  const entries = new Map<string, Entry>()
  let currentId: string | null = null
  let looked: HostsState['looked'] = null
  let lookTimer: Timer | undefined
  let paused = false
  let resting = false
  let closed = false

  const interval = (watching = topic.subscribers): number | null =>
    watching === 0 || paused ? null : resting ? CHECK_AT_REST : CHECK_EVERY
  const topic = createTopic<HostsState>((count) => {
    for (const entry of entries.values()) entry.health.pace(interval(count))
  })
  const toHost = ({ id, name, url, kind, health }: Entry): Host => ({ id, name, url, kind, ...health.get() })
  const state = (): HostsState => ({ hosts: [...entries.values()].map(toHost), currentId, looked })
  const announce = () => {
    if (!closed) topic.publish('state', state())
  }

  const put = (id: string, kind: Host['kind'], name: string, url: string): Entry => {
    entries.get(id)?.health.close()
    const client = createOllama(machine.net, clock, url)
    const health = watchHealth(clock, client, announce)
    health.pace(interval())
    const entry: Entry = { id, kind, name, url, client, health }
    entries.set(id, entry)
    return entry
  }
  const get = (hostId: string): Entry => {
    const entry = entries.get(hostId)
    if (!entry) throw fail('host_unknown', { host: hostId })
    return entry
  }
  const saved = (hostId: string): Entry => {
    const entry = get(hostId)
    if (entry.kind !== 'saved') throw fail('host_fixed', { host: entry.name || entry.url })
    return entry
  }
  const urlOf = (text: string): string => {
    const read = parseHostUrl(text)
    if ('url' in read) return read.url
    throw fail(read.fault === 'credentials' ? 'host_url_credentials' : 'host_url_invalid', { text })
  }
  const refuseKnown = (url: string, except?: string) => {
    for (const entry of entries.values())
      if (entry.url === url && entry.id !== except && entry.kind !== 'sandbox')
        throw fail('host_known', { host: entry.name || entry.url })
  }
  const setCurrent = (id: string | null) => {
    currentId = id
    if (id !== null) lookTimer?.cancel()
    announce()
    if (id !== null) void get(id).health.check()
  }

  for (const { id, name, url } of store.get().hosts) put(id, 'saved', name, url)

  /** A server named from outside that cannot be read: Welcome says so. The text may hold a password. */
  const lookedInVain = (url: string, fault: 'invalid' | 'credentials', text: string) => {
    looked = {
      url,
      problem: fault === 'invalid' ? problem('host_url_invalid', { text }) : problem('host_url_credentials'),
    }
    announce()
  }

  const localUrl = wishes.ollamaHost === null ? { url: machine.local.url } : parseHostUrl(wishes.ollamaHost)
  if ('url' in localUrl && ![...entries.values()].some((entry) => entry.url === localUrl.url))
    put('local', 'local', '', localUrl.url)

  /** While Welcome shows, a server that begins to answer is taken at once. */
  const lookForLocal = async (): Promise<void> => {
    const local = entries.get('local')
    if (!local || currentId !== null || closed) return
    const { reach, problem: met } = await local.health.check()
    if (currentId !== null || closed) return
    if (reach === 'up') {
      looked = null
      setCurrent('local')
      return
    }
    looked = { url: local.url, problem: met ?? problem('unreachable') }
    announce()
    if (!paused) lookTimer = clock.after(resting ? CHECK_AT_REST : LOOK_AGAIN, () => void lookForLocal())
  }

  const select = async (hostId: string): Promise<void> => {
    const entry = get(hostId)
    setCurrent(hostId)
    // A host named for this run, and the sandbox, whose models are gone with it, are not opened next time.
    if (entry.kind === 'saved' || entry.kind === 'local') await store.update((value) => ({ ...value, lastId: hostId }))
  }

  const openSandbox = async (): Promise<Host> => {
    const { url } = await machine.openSandbox()
    const entry = entries.get('sandbox') ?? put('sandbox', 'sandbox', '', url)
    setCurrent(entry.id)
    await entry.health.check()
    return toHost(entry)
  }

  const waitUntilUp = async (entry: Entry): Promise<Host> => {
    const until = clock.now() + START_WITHIN
    for (;;) {
      if ((await entry.health.check()).reach === 'up') return toHost(entry)
      if (clock.now() >= until) throw fail('ollama_start_failed', { seconds: START_WITHIN / 1000 })
      await new Promise<void>((resolve) => void clock.after(START_POLL, resolve))
    }
  }

  return {
    notices: store.notices,
    state,
    watch: (signal) => topic.subscribe(signal, [state()]),
    client: (hostId) => get(hostId).client,
    features: (hostId) => get(hostId).health.get().features,
    learn: (hostId, features) => get(hostId).health.learn(features),
    select,
    openSandbox,

    async begin() {
      if (wishes.sandbox) {
        await openSandbox()
        return
      }
      if (wishes.host !== null) {
        const read = parseHostUrl(wishes.host)
        if ('fault' in read) return lookedInVain('--host', read.fault, wishes.host)
        const known = [...entries.values()].find(({ url }) => url === read.url)
        return setCurrent((known ?? put('run', 'run', '', read.url)).id)
      }
      const { lastId } = store.get()
      if (lastId !== null && entries.get(lastId)?.kind === 'saved') return setCurrent(lastId)
      if ('fault' in localUrl) return lookedInVain('OLLAMA_HOST', localUrl.fault, wishes.ollamaHost ?? '')
      if (wishes.ollamaHost !== null) {
        const entry = [...entries.values()].find(({ url }) => url === localUrl.url)
        if (entry) return setCurrent(entry.id)
      }
      await lookForLocal()
    },

    async add({ name, url: text }) {
      const url = urlOf(text)
      refuseKnown(url)
      const id = machine.newId()
      await store.update((value) => ({ ...value, hosts: [...value.hosts, { id, name, url }] }))
      const entry = put(id, 'saved', name, url)
      announce()
      void entry.health.check()
      return toHost(entry)
    },

    async update({ hostId, name, url: text }) {
      const before = saved(hostId)
      const url = urlOf(text)
      refuseKnown(url, hostId)
      await store.update((value) => ({
        ...value,
        hosts: value.hosts.map((host) => (host.id === hostId ? { id: hostId, name, url } : host)),
      }))
      if (url === before.url) before.name = name
      else void put(hostId, 'saved', name, url).health.check()
      announce()
      return toHost(get(hostId))
    },

    async remove(hostId) {
      const entry = saved(hostId)
      await store.update((value) => ({
        hosts: value.hosts.filter((host) => host.id !== hostId),
        lastId: value.lastId === hostId ? null : value.lastId,
      }))
      entry.health.close()
      entries.delete(hostId)
      if (currentId === hostId) {
        setCurrent(null)
        void lookForLocal()
      } else announce()
    },

    async test(text) {
      const url = urlOf(text)
      const started = clock.now()
      const version = await createOllama(machine.net, clock, url).version()
      return { url, version, latencyMs: clock.now() - started }
    },

    async check(hostId) {
      await get(hostId).health.check()
    },

    findLocal: () => machine.local.find(),

    async startLocal() {
      const ollama = await machine.local.find()
      if (!ollama) throw fail('ollama_not_found')
      if (ollama.how === 'service') throw fail('ollama_start_failed', { command: ollama.command })
      await machine.local.start(ollama).catch((error: unknown) => {
        throw fail('ollama_start_failed', { command: ollama.command }, { detail: problemOf(error).detail })
      })
      const entry =
        entries.get('local') ?? put('local', 'local', '', 'url' in localUrl ? localUrl.url : machine.local.url)
      const host = await waitUntilUp(entry)
      await select(entry.id)
      return host
    },

    pause(now) {
      paused = now
      for (const entry of entries.values()) {
        entry.health.pace(interval())
        if (!paused) void entry.health.check()
      }
      if (paused) lookTimer?.cancel()
      else void lookForLocal()
    },

    rest(now) {
      const woke = resting && !now && topic.subscribers > 0 && !paused
      resting = now
      if (woke) {
        for (const entry of entries.values()) void entry.health.check()
        lookTimer?.cancel()
        void lookForLocal()
      }
      for (const entry of entries.values()) entry.health.pace(interval())
    },

    close() {
      closed = true
      lookTimer?.cancel()
      for (const entry of entries.values()) entry.health.close()
    },
  }
}
