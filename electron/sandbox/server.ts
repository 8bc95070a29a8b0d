import { createServer } from 'node:http'
import type { AddressInfo, Socket } from 'node:net'
import { isFault, parseName, type NameParts } from '#shared/ollama/name.ts'
import { fillerNames, libraryPackage, moved, pulledLongAgo, seeded, seedPackage } from './catalogue/library.ts'
import { type Blueprint, type Package, pack } from './catalogue/package.ts'
import { hash } from './catalogue/words.ts'
import type { Clock } from '../core/platform.ts'
import type { MachineMemory } from '../core/memory/machine-memory.ts'
import { systemClock } from '../platform/clock.ts'
import type { Account, Context } from './context.ts'
import { type FaultName, type FaultOptions, Faults } from './faults.ts'
import { type Generation, generationOf } from './generations.ts'
import { Exchange } from './http/exchange.ts'
import { Refusal } from './http/refusal.ts'
import { type Machine, readMachine } from './memory/machine.ts'
import { sandboxMemory } from './memory/readings.ts'
import { rewritten } from './manifest.ts'
import { Puller } from './pull.ts'
import { Pusher } from './push.ts'
import { Registry } from './registry.ts'
import type { ReleasePart } from './releases.ts'
import { routes } from './routes/index.ts'
import { isOfRegistry, registryRoute } from './routes/registries.ts'
import { Runners } from './runners.ts'
import { Store } from './store.ts'
import { Line } from './transfer.ts'

const MINUTE = 60_000
const DAY = 1440 * MINUTE

export interface SandboxOptions {
  /** 0, the default, uses a free one. Always bound to loopback. */
  port?: number
  clock?: Clock
  /** Number of models. Beyond the well-known ones they are made up; with fewer the oldest are left out. */
  models?: number
  /** Models used instead of the default ones, by name. */
  library?: Record<string, Blueprint>
  /** New versions that the registries have from the start, by name. */
  releases?: { name: string; parts: ReleasePart[] }[]
  /** Models in registries in addition to the generated ones, by name. */
  registry?: Record<string, Blueprint>
  /** Bytes per second to and from registries, shared by all transfers; 0 is at once. */
  rate?: number
  /** Bytes read per second when a model is loaded; 0 is at once, as is a `rate` of 0. */
  loadRate?: number
  /**
   * The computer's memory; by default that of the environment variable `CORRAL_SANDBOX_GPUS`, which has the form of
   * `--gpus`, or else one GPU with 24 GiB.
   */
  machine?: Machine
  /**
   * The version of Ollama to imitate, one of `versions`; by default that of the environment variable
   * `CORRAL_SANDBOX_AS`, so that any e2e test can run on an old server, or else the newest.
   */
  as?: string | undefined
  /** The answer of `/api/version`, if different from that. */
  version?: string
  account?: Account
  /** Faults set from the start. */
  faults?: ({ name: FaultName } & FaultOptions)[]
}

export interface Sandbox {
  url: string
  port: number
  clock: Clock
  /** Can be set and cleared while it runs. */
  faults: Faults
  store: Store
  /** For publishing other models to be pulled, and new versions. */
  registry: Registry
  runners: Runners
  /** Readings of its made-up computer, as of a real one. */
  memory: MachineMemory
  /** Number of requests in progress; one whose client disconnected counts until that is noticed. */
  open(): number
  /** Stops listening and closes all connections. */
  close(): Promise<void>
}

function nameOf(text: string): NameParts {
  const name = parseName(text)
  if (isFault(name)) throw new Error(`no model name: ${text}`)
  return name
}

function install(
  store: Store,
  name: NameParts,
  { manifest, blobs }: Package,
  modifiedAt: number,
  isRewritten = false,
): void {
  for (const [digest, blob] of blobs) store.blobs.set(digest, blob)
  store.put(name, isRewritten ? rewritten(manifest) : manifest, modifiedAt)
}

function fill(
  store: Store,
  registry: Registry,
  now: number,
  { remote, pull }: Generation,
  { library, models }: SandboxOptions,
): void {
  if (library) {
    for (const [i, [name, blueprint]] of Object.entries(library).entries())
      install(store, nameOf(name), pack(blueprint), now - (i + 1) * MINUTE)
    return
  }
  // A server without cloud models has no stubs.
  const seeds = seeded.filter(([name]) => remote || !name.endsWith('-cloud'))
  const count = models ?? seeds.length
  for (const [name, of, days] of seeds.slice(0, count))
    install(
      store,
      nameOf(name),
      seedPackage(nameOf(of)),
      now - days * DAY - (hash(name) % MINUTE),
      pull.rewritesManifest || pulledLongAgo.has(name),
    )
  for (const [name, of] of seeds) if (name !== of) registry.withhold(nameOf(name))
  for (const [name, parts, days] of moved) registry.release(nameOf(name), parts, now - days * DAY)
  if (store.size >= count) return
  for (const name of fillerNames()) {
    // Spread over two years, older than the newest of the well-known ones.
    const at = now - 7 * DAY - ((store.size * 61_803_399) % (730 * DAY))
    install(store, name, libraryPackage(name), at, pull.rewritesManifest)
    if (store.size >= count) return
  }
}

function machineOf(text: string): Machine {
  const machine = readMachine(text)
  if (!machine) throw new Error(`CORRAL_SANDBOX_GPUS is no machine: "${text}"`)
  return machine
}

/** Starts a server with Ollama's API and simulated models. */
export async function startSandbox(options: SandboxOptions = {}): Promise<Sandbox> {
  const { port = 0, clock = systemClock, rate = 60e6, account = 'offline' } = options
  const generation = generationOf(options.as ?? process.env['CORRAL_SANDBOX_AS'])
  const machine = options.machine ?? machineOf(process.env['CORRAL_SANDBOX_GPUS'] ?? '1:24')
  const { loadRate = rate === 0 ? 0 : 3e9, registry: published = {} } = options
  const faults = new Faults()
  for (const { name, ...how } of options.faults ?? []) faults.set(name, how)
  const store = new Store(clock)
  const registry = new Registry(clock, faults)
  const line = new Line(rate)
  const runners = new Runners({ clock, machine, loadRate, generation, faults })
  const context: Context = {
    clock,
    faults,
    store,
    registry,
    puller: new Puller(clock, faults, store, registry, line, generation),
    pusher: new Pusher(clock, faults, store, registry, line),
    runners,
    generation,
    version: options.version ?? generation.version,
    account,
  }
  fill(store, registry, clock.now(), generation, options)
  for (const [name, blueprint] of Object.entries(published)) registry.publish(nameOf(name), pack(blueprint))
  for (const { name, parts } of options.releases ?? []) registry.release(nameOf(name), parts)

  const sockets = new Set<Socket>()
  let open = 0
  const server = createServer((request, response) => {
    open++
    response.once('close', () => open--)
    const exchange = new Exchange(request, response, clock)
    const answer = isOfRegistry(request.url) ? registryRoute : routes
    answer(context, exchange).catch((error: unknown) => {
      if (exchange.started) exchange.destroy()
      else exchange.refuse(new Refusal(500, error instanceof Error ? error.message : String(error)))
    })
  })
  server.keepAliveTimeout = 0
  server.on('connection', (socket) => {
    socket.setNoDelay(true)
    sockets.add(socket)
    socket.once('close', () => sockets.delete(socket))
  })
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject)
    server.listen(port, '127.0.0.1', resolve)
  })
  const bound = (server.address() as AddressInfo).port
  return {
    url: `http://127.0.0.1:${bound}`,
    port: bound,
    clock,
    faults,
    store,
    registry,
    runners,
    memory: sandboxMemory(machine, runners),
    open: () => open,
    close: () =>
      new Promise((resolve) => {
        runners.close()
        server.close(() => resolve())
        for (const socket of sockets) socket.destroy()
      }),
  }
}
