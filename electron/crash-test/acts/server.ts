import { isFault, parseName, type NameParts } from '#shared/ollama/name.ts'
import { readTags, type Tag } from '#shared/ollama/tags.ts'
import type { Clock } from '../../core/platform.ts'
import { fail } from '../../core/problem.ts'
import { pack, type Package } from '../../sandbox/catalogue/package.ts'
import type { Context } from '../../sandbox/context.ts'
import { generations } from '../../sandbox/generations.ts'
import type { Exchange } from '../../sandbox/http/exchange.ts'
import { Refusal } from '../../sandbox/http/refusal.ts'
import { library as routes } from '../../sandbox/routes/library.ts'
import { Store } from '../../sandbox/store.ts'
import { tiny } from '../../sandbox/testing/fixture.ts'

/** How servers compare names: without letter case, or (before 0.4.3) exactly; `upgraded`: the latter at first. */
export type NameRules = 'new' | 'old' | 'upgraded'

/** The versions of one model, each with a manifest of its own. */
const versions = new Map<number, Package>()
function version(index: number): Package {
  const made = versions.get(index) ?? pack({ ...tiny, system: `Version ${index}.` })
  versions.set(index, made)
  return made
}

class NamesStore extends Store {
  isExact = false
  override existing(name: NameParts): NameParts {
    return this.isExact ? name : super.existing(name)
  }
}

function nameOf(text: string): NameParts {
  const name = parseName(text)
  if (isFault(name)) throw new Error(`no model name: ${text}`)
  return name
}

/** A server in this process with the sandbox's rules of names, as any client sees it. */
export class ActsServer {
  now = Date.UTC(2026, 10, 27, 12)
  readonly clock: Clock
  readonly #store: NamesStore
  readonly #context: Context
  #versions = 0

  /** @param clock by default one without timers that shows `now` */
  constructor(rules: NameRules, clock?: Clock) {
    this.clock = clock ?? { now: () => this.now, after: () => ({ cancel() {} }) }
    this.#store = new NamesStore(this.clock)
    // Nothing is asked of a registry.
    const registry = { withhold() {} }
    this.#context = { store: this.#store, generation: generations[0], registry } as unknown as Context
    this.#store.isExact = rules !== 'new'
  }

  upgrade(): void {
    this.#store.isExact = false
  }

  /** Another version under a name, as a pull brings it. */
  pull(name: string): void {
    const { manifest, blobs } = version(this.#versions++)
    for (const [digest, blob] of blobs) this.#store.blobs.set(digest, blob)
    this.#store.put(nameOf(name), manifest)
  }

  async tags(): Promise<Tag[]> {
    return readTags(JSON.parse(await this.#ask('GET /api/tags', {})))?.rows ?? []
  }
  async copy(source: string, destination: string): Promise<void> {
    await this.#ask('POST /api/copy', { source, destination })
  }
  async remove(model: string): Promise<void> {
    await this.#ask('DELETE /api/delete', { model })
  }
  /** The manifests that a name leads to. */
  reachable(): Set<string> {
    return new Set([...this.#store.installed()].map(({ manifest }) => manifest.digest))
  }

  async #ask(route: keyof typeof routes, body: object): Promise<string> {
    let text = ''
    const exchange = {
      body: async () => Buffer.from(JSON.stringify(body)),
      raw: (json: string) => void (text = json),
      empty() {},
    }
    try {
      await routes[route]?.(this.#context, exchange as unknown as Exchange, '')
    } catch (error) {
      if (!(error instanceof Refusal)) throw error
      const code = error.status === 404 ? 'model_not_found' : 'server_error'
      throw fail(code, {}, { status: error.status, detail: error.message })
    }
    return text
  }
}
