import type { Settings } from '#shared/contract/settings.ts'
import { readModels } from '#shared/domain/models.ts'
import { createBin } from '../../core/bin/bin.ts'
import { openOwnBin } from '../../core/bin/own-bin.ts'
import type { HostsService } from '../../core/hosts/hosts.ts'
import { createActs } from '../../core/library/acts.ts'
import { createLibrary } from '../../core/library/library.ts'
import type { Ollama } from '../../core/ollama/client.ts'
import type { Operation } from '../../core/operations/operation.ts'
import { openOperations } from '../../core/operations/operations.ts'
import { createUndo } from '../../core/operations/undo.ts'
import { fail } from '../../core/problem.ts'
import { createNotices } from '../../core/records/notices.ts'
import { memoryDisk, testPlatform } from '../../core/test-platform.ts'
import { createTopic } from '../../core/topic.ts'
import type { ActsServer } from './server.ts'

/**
 * What happens at an event, which is a request of Corral or a write of its files.
 *
 * - `refused`: a request is answered by a 500, a write fails
 * - `refused late`: answered by a 500, and yet done
 * - `lost`, `lost late`: the server dies before or after it does what it is asked; a write is not affected
 * - `dead`, `dead late`: Corral dies before or after it
 */
export const faults = ['refused', 'refused late', 'lost', 'lost late', 'dead', 'dead late'] as const
export type Fault = { at: number; how: (typeof faults)[number] }

const base = testPlatform()

const never = <T>() => new Promise<T>(() => {})

/** Corral with one host, on the files that an earlier run has left. */
export class TestCorral {
  readonly died: Promise<void>
  /** As a crash has left them; `null` while it lives. */
  left: Record<string, string> | null = null
  fault: Fault | null = null
  isUp = true
  settings: Pick<Settings, 'bin' | 'binDays' | 'keptDays'> = { bin: 'on', binDays: 30, keptDays: 30 }
  /** Called before each list that it asks for. */
  beforeList: () => Promise<void> = async () => {}
  /** Called when an operation is written that has ended, before anybody does anything else. */
  onEnd: (operation: Operation) => Promise<void> = async () => {}
  #events = 0
  #die = () => {}
  readonly #disk: ReturnType<typeof memoryDisk>
  readonly #reach = createTopic<unknown>()
  readonly #server: ActsServer
  services!: Awaited<ReturnType<TestCorral['openServices']>>

  private constructor(server: ActsServer, files: Record<string, string>) {
    this.#server = server
    this.#disk = memoryDisk(files)
    this.died = new Promise((resolve) => (this.#die = resolve))
  }

  static async open(server: ActsServer, newId: () => string, files: Record<string, string> = {}): Promise<TestCorral> {
    const corral = new TestCorral(server, files)
    corral.services = await corral.openServices(newId)
    return corral
  }

  get files(): Record<string, string> {
    return Object.fromEntries(this.#disk.files)
  }
  /** From now on events are counted anew. */
  expect(fault: Fault | null): void {
    this.fault = fault
    this.#events = 0
  }
  setUp(isUp: boolean): void {
    this.isUp = isUp
    this.#reach.publish('all', this.#state())
  }

  #state() {
    return { hosts: [{ ...this.#host(), reach: this.isUp ? 'up' : 'down' }] }
  }
  #host() {
    return { id: 'box', kind: 'saved', url: 'http://box:11434', name: 'box', reach: this.isUp ? 'up' : 'down' }
  }

  /** What is to happen at this event. */
  #next(): Fault['how'] | null {
    this.#events += 1
    return this.fault?.at === this.#events ? this.fault.how : null
  }
  #kill<T>(): Promise<T> {
    this.left = this.files
    this.#die()
    return never()
  }
  async #request<T>(send: () => Promise<T>): Promise<T> {
    if (this.left) return never()
    const how = this.#next()
    if (how === 'dead') return this.#kill()
    if (how === 'lost') this.setUp(false)
    if (!this.isUp) throw fail(how === 'lost' ? 'reset' : 'refused')
    if (how === 'refused') throw fail('server_error', {}, { status: 500, detail: 'no space left on device' })
    const answer = await send()
    if (how === 'dead late') return this.#kill()
    if (how === 'refused late') throw fail('server_error', {}, { status: 500, detail: 'The process cannot access it' })
    if (how === 'lost late') {
      this.setUp(false)
      throw fail('reset')
    }
    return answer
  }
  async #write(text: string, write: () => Promise<void>): Promise<void> {
    if (this.left) return never()
    const how = this.#next()
    if (how === 'dead') return this.#kill()
    if (how?.startsWith('refused')) throw new Error('no space left on device')
    await write()
    if (how === 'dead late') return this.#kill()
    for (const line of text.split('\n')) {
      if (!line.includes('"endedAt"')) continue
      const { value } = JSON.parse(line.slice(line.indexOf('{'))) as { value: Operation | null }
      if (value && value.endedAt !== null && value.job === null) await this.onEnd(value)
    }
  }

  async openServices(newId: () => string) {
    const { write, append } = this.#disk
    const disk = {
      ...this.#disk,
      write: (name: string, text: string) => this.#write('', () => write(name, text)),
      append: (name: string, text: string) => this.#write(text, () => append(name, text)),
    }
    const platform = { ...base, notices: createNotices(), disk, clock: this.#server.clock, newId }
    const server = this.#server
    const client = {
      server: 'http://box:11434',
      tags: async () => {
        if (!this.left) await this.beforeList()
        return this.#request(async () => ({ rows: await server.tags(), leftOut: 0 }))
      },
      copy: (source, destination) => this.#request(() => server.copy(source, destination)),
      remove: (model) => this.#request(() => server.remove(model)),
      ps: async () => ({ models: [], leftOut: 0, date: null }),
    } as Pick<Ollama, 'server' | 'tags' | 'copy' | 'remove' | 'ps'> as Ollama
    const hosts = {
      client: () => client,
      find: () => this.#host(),
      state: () => this.#state(),
      watch: (signal: AbortSignal) => this.#reach.subscribe(signal, [this.#state()]),
      listen() {},
      learn() {},
    } as unknown as HostsService
    const settings = { get: () => this.settings } as unknown as Parameters<typeof createActs>[3]
    const events = { add() {} }
    const operations = await openOperations(platform, hosts, () => {})
    const library = createLibrary(platform, hosts, () => {})
    const ownBin = await openOwnBin(platform, hosts)
    const acts = createActs(platform, operations, ownBin, settings, events)
    const bin = createBin(platform, hosts, operations, ownBin, settings, events)
    const undo = createUndo(operations, hosts, library, acts, ownBin, {
      states: () => () => ({ possible: true, withoutCredentials: false }),
      setBack: () => Promise.reject(new Error('no change of hosts or settings is made here')),
    })
    return { platform, hosts, operations, library, ownBin, acts, bin, undo }
  }

  /** Names and digests as Corral shows them. */
  async shown(): Promise<Record<string, string | null>> {
    const { models } = await this.services.library.list({ hostId: 'box', revision: null })
    return Object.fromEntries(readModels(models ?? '[]').map(({ name, digest }) => [name, digest]))
  }
}
