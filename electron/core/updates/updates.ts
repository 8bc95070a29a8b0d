import type { Host } from '#shared/contract/hosts.ts'
import type { Transfer } from '#shared/contract/transfers.ts'
import type { HostUpdates, ModelUpdate, UpdateReview } from '#shared/contract/updates.ts'
import { hostKey, modelKey, nameKey } from '#shared/domain/model-keys.ts'
import type { HostsService } from '../hosts/hosts.ts'
import type { LibraryService } from '../library/library.ts'
import type { Operations } from '../operations/operations.ts'
import type { Platform } from '../platform.ts'
import { fail } from '../problem.ts'
import type { RegistryClient } from '../registry/registry.ts'
import type { SettingsService } from '../settings/settings.ts'
import type { StoreDisk } from '../store/disk.ts'
import type { Stores } from '../store/find.ts'
import { hostRefusal } from './askable.ts'
import { checkModel } from './check-model.ts'
import { createChecks } from './checks.ts'
import { createDaily, DAY } from './daily.ts'
import { createdOn } from './created.ts'
import { createKeptUpdates } from './kept-updates.ts'
import { withMark } from './marks.ts'
import { createPauses } from './pauses.ts'
import { reviewUpdate } from './review.ts'
import type { Mark, Result } from './updates-format.ts'

interface Key {
  hostId: string
  name: string
}

/** Newer versions of installed models. */
export interface UpdatesService {
  of(hostId: string): Promise<HostUpdates>
  /** Throws ProblemError, see the contract. */
  check(hostId: string, names: readonly string[] | undefined): Promise<void>
  stop(hostId: string): void
  review(key: Key, signal?: AbortSignal): Promise<UpdateReview>
  skip(input: Key & { digest: string | null }): Promise<void>
  never(input: Key & { never: boolean }): Promise<void>
  /** Starts the daily checks. */
  begin(): void
  /** While the computer sleeps no daily check begins. */
  pause(paused: boolean): void
  /** Writes what is not yet written. */
  close(): Promise<void>
}

export interface UpdatesNeeds {
  hosts: HostsService
  library: Pick<LibraryService, 'weights' | 'knownWeights' | 'onList'>
  operations: Pick<Operations, 'onRename' | 'all'>
  settings: Pick<SettingsService, 'get'>
  registry: RegistryClient
  stores: Stores
  storeDisk: Pick<StoreDisk, 'spaceFor'>
  transfers: () => readonly Transfer[]
}

export function createUpdates(
  platform: Platform,
  { hosts, library, operations, settings, registry, stores, storeDisk, transfers }: UpdatesNeeds,
  changed: (hostId: string) => void,
): UpdatesService {
  const { clock, storeFiles } = platform
  const kept = createKeptUpdates(platform, hosts, operations)
  const pauses = createPauses(clock)
  const sources = { hosts, library, stores, storeFiles, registry, pauses, storeDisk, clock }
  const found = (hostId: string) => {
    const host = hosts.find(hostId)
    if (!host) throw fail('host_unknown', { host: hostId })
    return host
  }
  // What is known of a model depends on its digest.
  library.onList(changed)
  const pulls = (hostId: string) => transfers().filter((one) => one.kind === 'pull' && one.hostId === hostId)
  const isInsecure = (hostId: string, name: string) =>
    pulls(hostId).some((pull) => pull.insecure && nameKey(pull.name) === nameKey(name))
  const begun = (hostId: string) =>
    new Set(
      pulls(hostId).flatMap((pull) => pull.layers.flatMap(({ digest, completed }) => (completed > 0 ? [digest] : []))),
    )

  const checks = createChecks(platform, hosts, {
    async begin(host, tags) {
      const { results } = await kept.read()
      const key = hostKey(host)
      const known = new Map(results.filter((result) => result.host === key).map((result) => [result.name, result]))
      const isCreated = createdOn(host.url, operations.all())
      return (tag, signal) => {
        const { name, digest } = tag
        const facts = {
          before: known.get(name),
          insecure: isInsecure(host.id, name),
          isCreated: isCreated(name, digest),
        }
        return checkModel(sources, { host, tag, tags, ...facts }, signal)
      }
    },
    found: (host, verdicts, listed) =>
      kept.found(hostKey(host), verdicts, listed && new Set(listed.map(({ name }) => name)), clock.now()),
    changed,
  })

  /**
   * @param isDaily whether only what may have changed is asked: not again what was asked within the day, and never again
   *   what no registry has
   */
  const checkAll = async (host: Host, isDaily: boolean): Promise<void> => {
    const { results, marks } = await kept.read()
    const key = hostKey(host)
    const unwanted = new Set(marks.filter(({ never }) => never).map(modelKey))
    const known = new Map(results.filter((result) => result.host === key).map((result) => [result.name, result]))
    const isKnown = (result: Result | undefined) =>
      result?.problem === null && (result.verdict === 'not_in_registry' || isWithin(result.checkedAt, DAY, clock.now()))
    await checks.check(host, undefined, ({ name, digest }) => {
      if (unwanted.has(modelKey({ host: key, name }))) return false
      const result = known.get(name)
      return !isDaily || result?.digest !== digest || !isKnown(result)
    })
  }
  const daily = createDaily(clock, {
    isOn: () => settings.get().checkModelUpdates && settings.get().askRegistries,
    hosts: () => hosts.state().hosts,
    checkedAt: async (host) => {
      const key = hostKey(host)
      return (await kept.read()).hosts.find((of) => of.host === key)?.checkedAt ?? null
    },
    check: (host) => checkAll(host, true),
  })
  const mark = async ({ hostId, name }: Key, change: Partial<Mark>) => {
    const key = { host: hostKey(found(hostId)), name }
    await kept.update((before) => ({ ...before, marks: withMark(before.marks, key, change) }))
    await kept.flush()
    changed(hostId)
  }
  const refuse = (host: Host) => {
    const refusal = hostRefusal(host, settings.get().askRegistries)
    if (refusal === 'asks_off') throw fail('registry_asks_off')
    if (refusal === 'not_ollama') throw fail('not_supported', { server: host.url })
  }

  return {
    async of(hostId) {
      const host = found(hostId)
      const { results, marks, hosts: ofHosts } = await kept.read()
      const address = hostKey(host)
      const byKey = new Map(marks.map((mark) => [modelKey(mark), mark]))
      const listed = new Map((await hosts.lastListed(hostId))?.tags.map(({ name, digest }) => [name, digest]))
      return {
        refusal: hostRefusal(host, settings.get().askRegistries),
        checking: checks.progress(hostId),
        checkedAt: ofHosts.find((of) => of.host === address)?.checkedAt ?? null,
        waitsUntil: pauses.waitsUntil(),
        models: results
          .filter((result) => result.host === address)
          .flatMap((result) => asNow(result, listed.get(result.name), byKey.get(modelKey(result)))),
      }
    },
    async check(hostId, names) {
      const host = found(hostId)
      refuse(host)
      pauses.forgetFailures()
      await (names ? checks.check(host, names, () => true) : checkAll(host, false))
    },
    stop: checks.stop,
    async review(key, signal) {
      refuse(found(key.hostId))
      pauses.forgetFailures()
      return reviewUpdate({ ...sources, isInsecure, begun }, key, signal)
    },
    skip: ({ digest, ...key }) => mark(key, { skipped: digest }),
    never: ({ never, ...key }) => mark(key, { never }),
    begin: daily.begin,
    pause: daily.pause,
    async close() {
      daily.close()
      checks.close()
      await kept.flush()
    },
  }
}

/** A time in the future is of a clock that was wrong. */
const isWithin = (at: number | null, ms: number, now: number) => at !== null && at <= now && now - at < ms

/** The result for the model as listed now: none if that has changed, unless it is what the registry had. */
function asNow({ host: _, ...result }: Result, digest: string | undefined, mark: Mark | undefined): ModelUpdate[] {
  const { skipped = null, never = false } = mark ?? {}
  const isSkipped = skipped !== null && skipped === result.registryDigest
  const told = { ...result, skipped: isSkipped, never }
  if (digest === undefined) return []
  if (digest === result.digest) {
    const isUpdate = result.verdict === 'update' || result.verdict === 'probably_update'
    return [{ ...told, offered: isUpdate && !isSkipped && !never }]
  }
  if (digest !== result.registryDigest) return []
  return [{ ...told, digest, verdict: 'current', changes: [], toFetch: null, offered: false, problem: null }]
}
