import type { ModelOptions } from '#shared/contract/fields.ts'
import type { Problem } from '#shared/contract/problem.ts'
import type { MemorySpan, RunningState, UnloadOutcome } from '#shared/contract/running.ts'
import { givenOptions, hasSettings } from '#shared/domain/presets.ts'
import { isLocal, refuseLocal } from '../library/names.ts'
import { embedsOnly } from '../library/models.ts'
import type { LibraryService } from '../library/library.ts'
import type { Operation } from '../operations/operation.ts'
import { keyOfName, type Operations } from '../operations/operations.ts'
import type { EventsService } from '../events/events.ts'
import type { PresetsService } from '../presets/presets.ts'
import type { Platform } from '../platform.ts'
import { ProblemError, fail, problemOf } from '../problem.ts'
import type { LoadRequest } from '#shared/ollama/calls.ts'
import type { Ollama } from '../ollama/client.ts'
import type { MeasuredService } from '../measured/measured.ts'
import { checkKeepAlive, type SettingsService } from '../settings/settings.ts'
import { createListFollower } from './list-follower.ts'
import { createLoads } from './loads.ts'
import { madeRoom } from './made-room.ts'
import { createOwnLoads } from './own-loads.ts'
import { listedName, mayBeOurs, type OwnUses } from './own-uses.ts'
import { createPoller, type Poller } from './poller.ts'

/** An unload is answered before the runner ends; Corral checks for this long, in milliseconds, whether it did. */
const WATCH_UNLOAD = 6_000
const LOOK_EVERY = 250

interface Key {
  hostId: string
  name: string
}

export interface RunningService {
  watch(hostId: string, signal?: AbortSignal): AsyncIterableIterator<RunningState, void>
  state(hostId: string): RunningState
  /** Polls now, see `Poller.poll`. */
  read(hostId: string): Promise<RunningState>
  history(hostId: string): MemorySpan[]
  /** The listener is called when other models are in memory than at the answer before. */
  onChange(listener: (hostId: string) => void): void
  /**
   * Resolves when the model is loaded, also if the caller aborts, with what the server unloaded to make room; throws
   * `cancelled` after `cancelLoad`.
   */
  load(
    input: Key & {
      keepAlive: string | number | null
      options?: ModelOptions | undefined
      usePreset?: boolean | undefined
    },
    caller?: AbortSignal,
  ): Promise<{ madeRoom: string[]; usedPreset: boolean }>
  /** Sets how long a loaded model stays, with the options that it has as far as known, see `OwnLoads`. */
  keep(input: Key & { keepAlive: string | number }): Promise<void>
  cancelLoad(key: Key): void
  dismissLoad(key: Key): void
  unload(key: Key): Promise<{ outcome: UnloadOutcome }>
  unloadAll(hostId: string): Promise<{ name: string; outcome: UnloadOutcome | null; problem: Problem | null }[]>
  pause(paused: boolean): void
  setIdle(idle: boolean): void
  close(): void
}

export function createRunning(
  platform: Platform,
  uses: OwnUses,
  library: LibraryService,
  settings: SettingsService,
  presets: Pick<PresetsService, 'of'>,
  operations: Pick<Operations, 'hold' | 'record'>,
  events: Pick<EventsService, 'add'>,
  measured: Pick<MeasuredService, 'loaded' | 'answered'>,
): RunningService {
  const { clock, newId } = platform
  const { hosts } = uses
  const pollers = new Map<string, Poller>()
  const changed: ((hostId: string) => void)[] = []
  const loads = createLoads(
    clock,
    (hostId) => pollers.get(hostId)?.tellLoads(),
    async (hostId, name) => {
      // A poll that was on its way may have been answered before the load was.
      const state = await pollers.get(hostId)?.poll()
      if (state?.models.some((model) => model.name === name) === false) await pollers.get(hostId)?.poll()
    },
  )
  const ownLoads = createOwnLoads(clock, hosts)
  let paused = false
  let idle = false

  const poller = (hostId: string): Poller => {
    hosts.client(hostId)
    let found = pollers.get(hostId)
    if (!found) {
      const digestOf = (name: string) => library.known(hostId, name)?.digest ?? undefined
      const followList = createListFollower(clock, () => library.follow(hostId))
      found = createPoller({
        clock,
        hostId,
        client: () => hosts.client(hostId),
        ours: (since, listed) => mayBeOurs(uses.since(hostId, since), listed, digestOf),
        loads: () => ({ loading: loads.of(hostId), failedLoads: loads.failed(hostId) }),
        pending: () => loads.pending(hostId),
        answered(before, after, { since, serverNow }) {
          const names = (models: readonly { name: string }[]) => models.map(({ name }) => name).join('\n')
          if (names(before) !== names(after)) for (const listener of changed) listener(hostId)
          const loading = loads.first(hostId)
          if (loading === undefined) return
          const isUnloadAsked = mayBeOurs(uses.unloadsSince(hostId, since), before, digestOf)
          const gone = madeRoom({ before, after, serverNow, loading, isUnloadAsked })
          loads.madeRoom(
            hostId,
            gone,
            after.map(({ name }) => name),
          )
        },
        onModels: (models, askedAt) => measured.answered(hostId, models, askedAt),
        polled() {
          // Tray and panel show the memory of all hosts; the pages show the list of the current one only.
          if (hosts.state().currentId === hostId) void followList()
        },
      })
      found.pause(paused)
      found.setIdle(idle)
      pollers.set(hostId, found)
    }
    return found
  }
  hosts.listen((change) => {
    const { type, hostId } = change
    if (type === 'made') return
    if (type === 'replaced') loads.move(hostId, change.by)
    else loads.cancel(hostId)
    if (type === 'changed') return pollers.get(hostId)?.restart()
    pollers.get(hostId)?.close()
    pollers.delete(hostId)
  })
  const sleep = (ms: number) => new Promise<void>((resolve) => void clock.after(ms, resolve))

  /**
   * The name under which `ps` lists the runner of `name`. Models with the same weights share a runner, which is listed
   * under the name that loaded it.
   */
  const listedAs = async ({ hostId, name }: Key, state: RunningState) => {
    const exact = state.models.find((model) => model.name === name)
    if (exact) return exact
    const digest = (await library.find(hostId, name).catch(() => undefined))?.digest ?? null
    return digest === null ? undefined : state.models.find((model) => model.digest === digest)
  }

  /**
   * Loads, keeps or unloads a model that does not generate. Uses the legacy endpoint, since `/api/embed` loaded
   * nothing for an empty input before 0.3.6.
   */
  const embedNothing = async (client: Ollama, request: LoadRequest, signal?: AbortSignal) => {
    try {
      await client.embedLegacy({ ...request, prompt: '' }, signal)
    } catch (error) {
      if (problemOf(error).code !== 'not_supported') throw error
      await client.embed({ ...request, input: [] }, signal)
    }
  }
  /** The same for any model: capabilities can be missing or wrong, so the server's refusal to generate decides. */
  const generateNothing = (client: Ollama, request: LoadRequest, signal?: AbortSignal) =>
    client.generate(request, signal).catch((error: unknown) => {
      if (problemOf(error).code !== 'generate_unsupported') throw error
      return embedNothing(client, request, signal)
    })

  const unload = async (key: Key, partOf: string | null = null): Promise<UnloadOutcome> => {
    const { hostId, name } = key
    refuseLocal(name)
    const outcome = await operations.record({ kind: 'unload', hostId, names: [name], partOf }, async (operation) => {
      const result = await unloadAndWatch(key, operation.recorded(hosts.client(hostId)))
      if (result !== 'gone') operation.note({ changes: [{ field: 'outcome', from: '', to: result }] })
      return result
    })
    if (outcome === 'gone') events.add({ kind: 'unloaded', ...key })
    return outcome
  }
  const unloadAndWatch = async (key: Key, client: Ollama): Promise<UnloadOutcome> => {
    const poll = poller(key.hostId)
    const { models } = await poll.poll()
    const loaded = models.find((model) => model.name === key.name)
    // Servers before 0.3.11 refuse to unload an embedding model with this.
    const tell = (name: string) => generateNothing(client, { model: name, keep_alive: 0 })
    await tell(key.name).catch(async (error: unknown) => {
      if (!loaded || problemOf(error).code !== 'model_not_found') throw error
      // Deleted while loaded: only a copy, which has the same runner, can be used to unload it.
      const copy =
        loaded.digest !== null &&
        (await client.tags()).rows.find(({ name, digest }) => digest === loaded.digest && !isLocal(name))
      if (!copy) throw fail('loaded_but_gone', { model: key.name, server: client.server })
      await tell(copy.name)
    })
    const until = clock.now() + WATCH_UNLOAD
    const asked = clock.now()
    for (;;) {
      const state = await poll.poll()
      const still = await listedAs(key, state)
      if (!still && !state.problem) return 'gone'
      // A client that used it after the unload keeps it loaded.
      if (still?.otherUse && still.otherUse.after >= asked) return 'kept'
      if (clock.now() >= until) {
        // An expiry after the time of the request was set by another client.
        const expires = still?.expiresAt ?? null
        const offset = state.clockOffsetMs ?? 0
        const isAhead = expires === 'never' || (expires !== null && expires - offset > asked + WATCH_UNLOAD)
        return isAhead ? 'kept' : 'stopping'
      }
      await sleep(LOOK_EVERY)
    }
  }

  /** @param changes what a change of the time that it stays has changed; a load changes nothing else */
  const load = async (
    input: Parameters<RunningService['load']>[0],
    caller?: AbortSignal,
    changes: Operation['changes'] = [],
  ) => {
    const { hostId, name, keepAlive, options: given, usePreset = false } = input
    refuseLocal(name)
    checkKeepAlive(keepAlive)
    const client = hosts.client(hostId)
    const preset = usePreset ? presets.of(hostId, name) : undefined
    const keep_alive = keepAlive ?? preset?.keepAlive ?? settings.get().keepAlive ?? undefined
    const wanted = { ...givenOptions(preset?.options ?? {}), ...given }
    const options = Object.keys(wanted).length > 0 ? wanted : undefined
    const listed = listedName(name)
    const poll = poller(hostId)
    const find = () => poll.state().models.find((model) => model.name === listed)
    const wasLoaded = find() !== undefined
    const act = async (client: Ollama, signal: AbortSignal) => {
      // Without the list, the server itself refuses what it cannot load.
      const model = await library.find(hostId, name).catch(() => undefined)
      if (model?.cloud) throw fail('cloud_model', { model: name })
      const load = embedsOnly(model?.capabilities ?? null) === true ? embedNothing : generateNothing
      await load(client, { model: name, keep_alive, options }, signal)
      measured.loaded(hostId, listed, options)
    }
    const release = await operations.hold({ kind: 'load', name, keys: [], shared: [keyOfName(client.server, name)] })
    const startedAt = clock.now()
    try {
      const room = await operations
        .record({ kind: 'load', hostId, names: [listed], changes }, ({ recorded }) =>
          loads.run({ hostId, name: listed }, wasLoaded, (signal) => act(recorded(client), signal), caller),
        )
        .finally(release)
      ownLoads.loaded(hostId, listed, { options, context: find()?.contextLength ?? null })
      // A change of the time it stays is no load.
      if (!wasLoaded || room.length > 0)
        events.add({ kind: 'loaded', hostId, name: listed, ms: clock.now() - startedAt, madeRoom: room })
      return { madeRoom: room, usedPreset: preset !== undefined && hasSettings(preset) }
    } catch (error) {
      const problem = problemOf(error)
      const kind = problem.code === 'cancelled' ? 'load_cancelled' : 'load_failed'
      events.add({ kind, hostId, name: listed, problem })
      throw error
    }
  }

  return {
    watch: (hostId, signal) => poller(hostId).watch(signal),
    state: (hostId) => poller(hostId).state(),
    read: (hostId) => poller(hostId).poll(),
    history: (hostId) => poller(hostId).history(),
    onChange: (listener) => void changed.push(listener),

    load: (input, caller) => load(input, caller),
    async keep({ hostId, name, keepAlive }) {
      const { models } = await poller(hostId).poll()
      const loaded = models.find((model) => model.name === name)
      const changes = [{ field: 'keep_alive', from: '', to: String(keepAlive) }]
      const options = loaded && ownLoads.optionsOf(hostId, loaded)
      await load({ hostId, name, keepAlive, options }, undefined, changes)
    },
    cancelLoad: ({ hostId, name }) => loads.cancel(hostId, listedName(name)),
    dismissLoad: ({ hostId, name }) => loads.dismiss(hostId, listedName(name)),

    unload: async (key) => ({ outcome: await unload(key) }),

    async unloadAll(hostId) {
      const { models, problem } = await poller(hostId).poll()
      if (problem) throw new ProblemError(problem)
      const partOf = models.length > 1 ? newId() : null
      return Promise.all(
        models.map(async ({ name }) => {
          try {
            return { name, outcome: await unload({ hostId, name }, partOf), problem: null }
          } catch (error) {
            return { name, outcome: null, problem: problemOf(error) }
          }
        }),
      )
    },

    pause(now) {
      paused = now
      for (const one of pollers.values()) one.pause(now)
    },
    setIdle(now) {
      idle = now
      for (const one of pollers.values()) one.setIdle(now)
    },
    close() {
      loads.close()
      for (const one of pollers.values()) one.close()
    },
  }
}
