import type { PullParts, Transfer, TransferEvent } from '#shared/contract/transfers.ts'
import { isEnded } from '#shared/domain/transfer-state.ts'
import { isLoopback } from '#shared/ollama/host-url.ts'
import { DIGEST } from '#shared/ollama/manifest.ts'
import { canonicalName, listedParts } from '#shared/ollama/name.ts'
import type { HostsService } from '../hosts/hosts.ts'
import { layersKey, type Claim } from '../operations/locks.ts'
import type { Operations } from '../operations/operations.ts'
import type { Platform } from '../platform.ts'
import { ProblemError, fail, problem } from '../problem.ts'
import { openRecord } from '../records/record.ts'
import type { TransfersService } from '../transfers/transfers.ts'
import type { Store, Stores } from './find.ts'
import { knownOf, knownPartsFormat, withKnown, withoutKnown, isSame, type KnownParts } from './known-parts.ts'
import { areChanging, removeParts, setPartsAside } from './part-acts.ts'
import { readParts, type Parts } from './part-files.ts'

/** After so many pulls that ended because the server cannot read its parts, these can be moved aside. */
const BROKEN_ENDS = 2

/** The part files that ended pulls have left in stores on this computer. */
export interface PullPartsService {
  /** Those of a pull that failed or was cancelled; `null` where the store is not known. Throws `transfer_unknown`. */
  get(id: string): Promise<PullParts | null>
  /** Removes them. Throws what `get` gives as `refusal`, `store_unknown` and `parts_not_changed`. */
  remove(id: string): Promise<void>
  /**
   * Moves those that the server cannot read aside, and pulls again; what was moved is removed once the model is
   * installed. Throws as `remove` and as a retry.
   */
  setAside(id: string): Promise<Transfer>
  close(): void
}

export async function openPullParts(
  platform: Platform,
  hosts: Pick<HostsService, 'find'>,
  operations: Pick<Operations, 'locks'>,
  transfers: Pick<TransfersService, 'all' | 'watch' | 'retry'>,
  stores: Stores,
): Promise<PullPartsService> {
  const { clock, log, storeFiles } = platform
  const record = await openRecord(platform, knownPartsFormat)
  const closing = new AbortController()

  const keyOf = ({ hostId, name }: Pick<Transfer, 'hostId' | 'name'>) => ({
    server: hosts.find(hostId)?.url ?? '',
    model: canonicalName(listedParts(name)),
  })
  /** What is known of the model of a pull: by its own layers, and by those of pulls before it. */
  const knownBy = (pull: Transfer): KnownParts => {
    const known = knownOf(record.get(), keyOf(pull))
    const ends = pull.problem?.code === 'parts_broken' && isEnded(pull) ? [`${pull.id} ${pull.attempt}`] : []
    return {
      ...known,
      digests: [...new Set([...known.digests, ...digestsOf(pull)])],
      brokenEnds: [...new Set([...known.brokenEnds, ...ends])],
    }
  }
  const forget = (key: Pick<KnownParts, 'server' | 'model'>) => record.update((all) => withoutKnown(all, key))

  const removeAside = async ({ aside, digests }: KnownParts) => {
    if (aside === null || (await storeFiles.look(aside))?.kind !== 'folder') return
    await removeParts(storeFiles, await readParts(storeFiles, aside, digests))
    await storeFiles.removeFolder(aside)
    log.info(`broken parts that were moved to ${aside} are removed`)
  }
  /** Keeps what a pull that ended leaves behind, until the model is installed. */
  const note = async (pull: Transfer) => {
    const known = knownBy(pull)
    if (pull.state === 'done') {
      await removeAside(known)
      if (record.get().some(isSame(known))) await forget(known)
    } else if (isLoopback(known.server) && (known.digests.length > 0 || known.brokenEnds.length > 0))
      await record.update((all) => withKnown(all, known))
  }
  /** The attempt of each pull whose end is noted. */
  const seen = new Map<string, number>()
  const follow = async (event: TransferEvent) => {
    if (event.type === 'cleared') return event.ids.forEach((id) => seen.delete(id))
    for (const pull of event.type === 'all' ? event.transfers : [event.transfer]) {
      const { id, kind, attempt, state, hostId } = pull
      if (kind !== 'pull' || !isEnded(pull) || seen.get(id) === attempt || hosts.find(hostId)?.kind === 'sandbox')
        continue
      seen.set(id, attempt)
      // The ends of earlier runs are counted, but what they moved may still be there.
      if (event.type === 'one' || state === 'done')
        await note(pull).catch((error: unknown) => log.error('the parts of a pull', error))
    }
  }
  const watch = async () => {
    for await (const event of transfers.watch(closing.signal)) await follow(event)
  }
  void watch()

  const endedPull = (id: string): Transfer => {
    const pull = transfers.all().find((one) => one.id === id)
    if (!pull) throw fail('transfer_unknown', { id })
    if (pull.kind !== 'pull' || !isEnded(pull)) throw fail('transfer_not_ended', { name: pull.name })
    return pull
  }
  const read = async ({ blobs, aside }: Store, digests: readonly string[]) => {
    const isAside = (await storeFiles.look(aside))?.kind === 'folder'
    return {
      present: await readParts(storeFiles, blobs, digests),
      aside: isAside ? await readParts(storeFiles, aside, digests) : [],
    }
  }
  const claimOf = (pull: Transfer): Claim => ({
    kind: 'parts',
    name: pull.name,
    keys: [layersKey(keyOf(pull).server)],
  })
  /** Throws why these parts must not be touched; a lock on the layers of the host is asked for apart. */
  const check = async (pull: Transfer, digests: readonly string[], store: Store, parts: readonly Parts[]) => {
    if (!(await storeFiles.isOwn(store.blobs))) throw fail('store_not_own', { folder: store.blobs })
    const model = keyOf(pull)
    const user = transfers.all().find((other) => {
      if (other.kind !== 'pull' || isEnded(other)) return false
      return isSame(model)(keyOf(other)) || knownBy(other).digests.some((digest) => digests.includes(digest))
    })
    if (user) throw fail('parts_in_use', { model: user.name })
    if (areChanging(parts, clock.now())) throw fail('parts_changing')
  }
  /** Acts on the parts of a pull while no pull of its host runs or begins. */
  const act = async (id: string, run: (store: Store, known: KnownParts) => Promise<void>) => {
    const pull = endedPull(id)
    const { store } = await stores.find(pull.hostId, true)
    if (!store) throw fail('store_unknown', { server: keyOf(pull).server })
    const taken = operations.locks.take(claimOf(pull))
    if (typeof taken !== 'function') throw fail('parts_in_use', { model: taken.name })
    try {
      await run(store, knownBy(pull))
    } finally {
      taken()
    }
  }

  return {
    async get(id) {
      const pull = endedPull(id)
      if (pull.state === 'done') return null
      const { store } = await stores.find(pull.hostId)
      if (!store) return null
      const { digests, brokenEnds } = knownBy(pull)
      const { present, aside } = await read(store, digests)
      const all = [...present, ...aside]
      const broken = present.filter(({ isDamaged }) => isDamaged)
      const [holder] = operations.locks.blockers(claimOf(pull))
      const refusal = holder
        ? problem('parts_in_use', { model: holder.name })
        : await check(pull, digests, store, all).then(() => null, problemIn)
      return {
        folder: store.blobs,
        aside: store.aside,
        all: amountOf(all),
        broken: brokenEnds.length >= BROKEN_ENDS && broken.length > 0 ? amountOf(broken) : null,
        refusal,
      }
    },
    async remove(id) {
      const pull = endedPull(id)
      await act(id, async (store, { digests }) => {
        const { present, aside } = await read(store, digests)
        const parts = [...present, ...aside]
        await check(pull, digests, store, parts)
        log.info(`removes ${amountOf(parts).files} part files of ${pull.name} from ${store.blobs}`)
        await removeParts(storeFiles, parts)
        if (aside.length > 0) await storeFiles.removeFolder(store.aside)
        await forget(keyOf(pull))
      })
    },
    async setAside(id) {
      const pull = endedPull(id)
      await act(id, async (store, known) => {
        const { present } = await read(store, known.digests)
        const broken = known.brokenEnds.length >= BROKEN_ENDS ? present.filter(({ isDamaged }) => isDamaged) : []
        await check(pull, known.digests, store, broken)
        // Before the first file, so that what was moved is removed whatever happens in between.
        await record.update((all) => withKnown(all, { ...known, aside: store.aside }))
        log.info(`moves ${amountOf(broken).files} broken part files of ${pull.name} to ${store.aside}`)
        await setPartsAside(storeFiles, store, broken)
      })
      return transfers.retry(id)
    },
    close: () => closing.abort(),
  }
}

/** The files that a pull has reached; tensor models are transferred without naming any. */
const digestsOf = ({ layers }: Transfer) => layers.map(({ digest }) => digest).filter((digest) => DIGEST.test(digest))

const amountOf = (parts: readonly Parts[]) => ({
  files: parts.reduce((sum, { files }) => sum + files.length, 0),
  bytes: parts.reduce((sum, { allocated }) => sum + allocated, 0),
})

function problemIn(error: unknown) {
  if (error instanceof ProblemError) return error.problem
  throw error
}
