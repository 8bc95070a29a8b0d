import { DEFAULT_HOST, DEFAULT_NAMESPACE, fullName, type NameParts } from '#shared/ollama/name.ts'
import type { Clock } from '../core/platform.ts'
import { isWellKnown, knownPackages, libraryBlueprint, libraryPackage } from './catalogue/library.ts'
import { pack, type Blueprint, type Package } from './catalogue/package.ts'
import { hash } from './catalogue/words.ts'
import { ACCOUNT, type Account } from './context.ts'
import type { Faults } from './faults.ts'
import { Refusal } from './http/refusal.ts'
import { layersOf } from './manifest.ts'
import { released, type ReleasePart } from './releases.ts'

const DENIED = '{"errors":[{"code":"DENIED","message":"requested access is denied"}]}'

const DENIED_SIGN_IN = 'unauthorized: access denied'

const RATE_LIMITED = '429: {"error":"We had to rate limit your IP"}'

/** How the server refuses to sign in where a registry wants it. */
const signInRefusals = {
  'realm-host': ({ host }: NameParts) => `realm host "auth.example.org" does not match original host "${host}"`,
  'no-scheme': () => 'Get "?service=registry": unsupported protocol scheme ""',
} as const

const OUTDATED = `

The model you are attempting to pull requires a newer version of Ollama.

Please download the latest version at:

\thttps://ollama.com/download

`

/** With no account known, as offline, every namespace but Ollama's own may be pushed to. */
function mayPush(account: Account, namespace: string): boolean {
  if (account === 'offline') return namespace !== DEFAULT_NAMESPACE
  return account === 'signed-in' && namespace.toLowerCase() === ACCOUNT.name
}

const DAY = 86_400_000

/**
 * All registries, in memory. Every name has a model, except those whose namespace or model begins with `missing` or
 * `none`, and those that the server has by a copy or a create, until it pulls or pushes them. A host with a port uses plain http, and nothing listens on port 9.
 */
export class Registry {
  readonly #clock: Pick<Clock, 'now'>
  readonly #faults: Faults
  readonly #packages = new Map<string, Package>()
  readonly #places = new Map<string, Set<string>>()

  /** Models that were released anew, by name: what they are made of, and how often. */
  readonly #releases = new Map<string, { blueprint: Blueprint; version: number }>()
  readonly #pushedAt = new Map<string, number>()
  readonly #withheld = new Set<string>()

  constructor(clock: Pick<Clock, 'now'>, faults: Faults) {
    this.#clock = clock
    this.#faults = faults
  }

  /** Publishes a model under a name, with all its blobs. */
  publish(name: NameParts, published: Package, pushedAt = this.#clock.now()): void {
    this.#packages.set(fullName(name), published)
    this.#pushedAt.set(fullName(name), pushedAt)
    this.#withheld.delete(fullName(name))
    for (const { digest } of layersOf(published.manifest)) this.keep(name, digest)
  }

  /** Publishes the next version of a model; the one before can no longer be had. */
  release(name: NameParts, parts: readonly ReleasePart[], pushedAt?: number): void {
    const { blueprint, version } = this.#releases.get(fullName(name)) ?? {
      blueprint: libraryBlueprint(name),
      version: 1,
    }
    const next = { blueprint: released(blueprint, parts, version + 1), version: version + 1 }
    this.#releases.set(fullName(name), next)
    this.publish(name, pack(next.blueprint), pushedAt)
  }

  /** When a manifest was pushed, in milliseconds since 1970: of what was never published, some day of 2025. */
  pushedAt(name: NameParts): number {
    return this.#pushedAt.get(fullName(name)) ?? Date.UTC(2025, 0, 1) + (hash(fullName(name)) % 365) * DAY
  }

  /** No registry has a name that the server got by a copy or a create, unless it is well known. */
  withhold(name: NameParts): void {
    if (!isWellKnown(name)) this.#withheld.add(fullName(name))
  }

  /** The manifest and blobs of a name; throws the server's error without them. */
  find(name: NameParts, insecure: boolean): Package {
    this.#reach('Get', name, insecure, `manifests/${name.tag}`)
    for (const status of ['403', '500', '503'] as const)
      if (this.#faults.strikes(status)) throw new Refusal(500, `${status}: ${DENIED}`)
    this.#signIn(name)
    if (this.#faults.strikes('429')) throw new Refusal(500, RATE_LIMITED)
    if (this.#faults.strikes('412')) throw new Refusal(500, `412: ${OUTDATED}`)
    const nameless = /^(missing|none)/i
    const published = this.#packages.get(fullName(name))
    const isNameless = nameless.test(name.namespace) || nameless.test(name.model)
    const unknown = !published && isNameless
    if (unknown || this.#faults.strikes('404')) throw new Refusal(500, 'file does not exist')
    this.#withheld.delete(fullName(name))
    return published ?? libraryPackage(name)
  }

  /** As `find`, for whoever only asks: a name that is withheld stays so. */
  ask(name: NameParts, insecure: boolean): Package {
    if (this.#withheld.has(fullName(name))) throw new Refusal(500, 'file does not exist')
    return this.find(name, insecure)
  }

  /** The content of a small blob of a repository, whatever its tag. */
  text(name: NameParts, digest: string): string | undefined {
    const { host, namespace, model } = name
    const tags = [...this.#packages].filter(([key]) => key.startsWith(`${host}/${namespace}/${model}:`))
    const packages = [...tags.map(([, published]) => published), ...knownPackages()]
    return packages.map(({ blobs }) => blobs.get(digest)?.text).find((text) => text !== undefined)
  }

  /** Whether a registry has a blob in the repository of a push; throws if the push is refused. */
  has(name: NameParts, insecure: boolean, digest: string, account: Account): boolean {
    this.#reach('Head', name, insecure, `blobs/${digest}`)
    this.#signIn(name)
    if (name.host === DEFAULT_HOST && !mayPush(account, name.namespace)) throw new Refusal(500, DENIED_SIGN_IN)
    for (const status of ['403', '500', '503'] as const)
      if (this.#faults.strikes(status)) throw new Refusal(500, `${status}: ${DENIED}`)
    if (this.#faults.strikes('404')) throw new Refusal(500, 'file does not exist')
    return this.#place(name).has(digest)
  }

  keep(name: NameParts, digest: string): void {
    this.#place(name).add(digest)
  }

  // ollama.com stores blobs by repository, other registries share them.
  #place({ host, namespace, model }: NameParts): Set<string> {
    const key = host === DEFAULT_HOST ? `${namespace}/${model}` : host
    const place = this.#places.get(key) ?? new Set()
    this.#places.set(key, place)
    return place
  }

  /** Throws if a fault of signing in is set. */
  #signIn(name: NameParts): void {
    if (this.#faults.strikes('401')) throw new Refusal(500, DENIED_SIGN_IN)
    for (const fault of ['realm-host', 'no-scheme'] as const)
      if (this.#faults.strikes(fault)) throw new Refusal(500, signInRefusals[fault](name))
  }

  #reach(verb: 'Get' | 'Head', { host, namespace, model }: NameParts, insecure: boolean, path: string): void {
    const url = `${insecure ? 'http' : 'https'}://${host}/v2/${namespace}/${model}/${path}`
    const fail = (reason: string) => new Refusal(500, `${verb} "${url}": ${reason}`)
    if (this.#faults.strikes('offline')) {
      const [bare] = host.split(':')
      throw fail(`dial tcp: lookup ${bare} on 127.0.0.53:53: no such host`)
    }
    if (host.endsWith(':9')) throw fail(`dial tcp ${host}: connect: connection refused`)
    if (/:\d+$/.test(host) && !insecure) throw fail('http: server gave HTTP response to HTTPS client')
  }
}
