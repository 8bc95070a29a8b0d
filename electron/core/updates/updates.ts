import type { HostUpdates, ModelUpdate, UpdateReview } from '#shared/contract/updates.ts'
import { findOfModel, hostKey, modelKey, type ModelKey } from '#shared/domain/model-keys.ts'
import type { HostsService } from '../hosts/hosts.ts'
import type { LibraryService } from '../library/library.ts'
import type { Operations } from '../operations/operations.ts'
import type { Platform } from '../platform.ts'
import { fail } from '../problem.ts'
import { followModels } from '../records/follow-models.ts'
import { lateRecord } from '../records/late-record.ts'
import type { SettingsService } from '../settings/settings.ts'
import { MOST_MARKS, updatesFormat, type KeptUpdates, type Mark, type Result } from './updates-format.ts'

interface Key {
  hostId: string
  name: string
}

/** Newer versions of installed models. */
export interface UpdatesService {
  of(hostId: string): Promise<HostUpdates>
  check(hostId: string, names: readonly string[] | undefined): Promise<void>
  stop(hostId: string): void
  review(key: Key, signal?: AbortSignal): Promise<UpdateReview>
  skip(input: Key & { digest: string | null }): Promise<void>
  never(input: Key & { never: boolean }): Promise<void>
  /** Writes what is not yet written. */
  close(): Promise<void>
}

export function createUpdates(
  platform: Platform,
  hosts: Pick<HostsService, 'find' | 'state' | 'listen'>,
  library: Pick<LibraryService, 'known'>,
  operations: Pick<Operations, 'onRename'>,
  settings: Pick<SettingsService, 'get'>,
  changed: (hostId: string) => void,
): UpdatesService {
  const file = lateRecord(platform, updatesFormat)
  let kept: KeptUpdates = updatesFormat.initial
  let read: Promise<KeptUpdates> | undefined
  const reading = () => (read ??= file.get().then((value) => (kept = value)))
  const set = (next: KeptUpdates) => file.set((kept = next))
  const found = (hostId: string) => {
    const host = hosts.find(hostId)
    if (!host) throw fail('host_unknown', { host: hostId })
    return host
  }
  const mark = async ({ hostId, name }: Key, change: Partial<Mark>) => {
    const key = { host: hostKey(found(hostId)), name }
    await reading()
    set({ ...kept, marks: withMark(kept.marks, key, change) })
    changed(hostId)
  }

  followModels(hosts, operations, {
    keys: () => kept.marks,
    move(pairs) {
      const marks = pairs.reduce((marks, [from, to]) => withMovedMark(marks, from, to), kept.marks)
      if (marks !== kept.marks) set({ ...kept, marks })
    },
  })

  return {
    async of(hostId) {
      const host = found(hostId)
      await reading()
      const address = hostKey(host)
      const models = kept.results
        .filter((result) => result.host === address)
        .flatMap((result) => asNow(result, library.known(hostId, result.name)?.digest, findOfModel(kept.marks, result)))
      const isOff = !settings.get().askRegistries
      return {
        refusal: isOff ? 'asks_off' : host.reach === 'down' ? 'down' : host.server === 'ollama' ? null : 'not_ollama',
        checking: null,
        checkedAt: kept.hosts.find((of) => of.host === address)?.checkedAt ?? null,
        waitsUntil: null,
        models,
      }
    },
    check: () => Promise.reject(fail('not_supported')),
    stop: () => undefined,
    review: () => Promise.reject(fail('not_supported')),
    skip: ({ digest, ...key }) => mark(key, { skipped: digest }),
    never: ({ never, ...key }) => mark(key, { never }),
    close: file.close,
  }
}

/** The result for the model as listed now: none if that has changed, unless it is what the registry had. */
function asNow(
  { host: _, ...result }: Result,
  digest: string | null | undefined,
  mark: Mark | undefined,
): ModelUpdate[] {
  const { skipped = null, never = false } = mark ?? {}
  const isSkipped = skipped !== null && skipped === result.registryDigest
  const told = { ...result, skipped: isSkipped, never }
  if (digest === null || digest === undefined) return []
  if (digest === result.digest) {
    const isUpdate = result.verdict === 'update' || result.verdict === 'probably_update'
    return [{ ...told, offered: isUpdate && !isSkipped && !never }]
  }
  if (digest !== result.registryDigest) return []
  return [{ ...told, digest, verdict: 'current', changes: [], toFetch: null, offered: false, problem: null }]
}

/** The marks with one changed; the oldest goes when there are too many, and one that says nothing. */
function withMark(marks: readonly Mark[], key: ModelKey, change: Partial<Mark>): Mark[] {
  const before = findOfModel(marks, key)
  const mark = { skipped: null, never: false, ...before, ...change, ...key }
  const others = marks.filter((other) => other !== before)
  return mark.skipped === null && !mark.never ? others : [...others, mark].slice(-MOST_MARKS)
}

/** A mark that is there already stays: it is about the model that has the name now. */
function withMovedMark(marks: readonly Mark[], from: ModelKey, to: ModelKey): readonly Mark[] {
  const moved = findOfModel(marks, from)
  if (!moved) return marks
  const isTaken = marks.some((mark) => mark !== moved && modelKey(mark) === modelKey(to))
  return isTaken
    ? marks.filter((mark) => mark !== moved)
    : marks.map((mark) => (mark === moved ? { ...mark, ...to } : mark))
}
