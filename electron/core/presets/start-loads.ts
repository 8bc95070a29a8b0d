import type { MemoryModel } from '#shared/contract/memory-model.ts'
import type { Preset } from '#shared/contract/presets.ts'
import type { Notice } from '#shared/contract/system.ts'
import { evictionBefore, predictedLoad } from '#shared/domain/eviction.ts'
import { findOfModel, hostKey, modelKey } from '#shared/domain/model-keys.ts'
import { measuredMachine } from '#shared/domain/machine-memory.ts'
import { typedMachine } from '#shared/domain/memory-fit/machine.ts'
import type { HostsService } from '../hosts/hosts.ts'
import type { LibraryService } from '../library/library.ts'
import type { MemoryService } from '../memory/memory.ts'
import type { Platform } from '../platform.ts'
import { fail, problemOf } from '../problem.ts'
import { lateRecord } from '../records/late-record.ts'
import type { RunningService } from '../running/running.ts'
import type { PresetsService } from './presets.ts'
import { toldGoneFormat } from './told-gone.ts'

/**
 * Loads at the start of Corral what the user wants loaded then, on each host once, as soon as it answers. What fails is
 * told in one notice for each host, and not tried again by itself; that a model is not installed is told only once. No model of another program is knowingly pushed out:
 * what the server would unload one for is not loaded.
 */
export interface StartLoads {
  begin(): void
  close(): Promise<void>
}

export function createStartLoads(
  platform: Platform,
  hosts: Pick<HostsService, 'watch' | 'find'>,
  library: Pick<LibraryService, 'memoryModel' | 'find'>,
  running: Pick<RunningService, 'load' | 'read'>,
  presets: Pick<PresetsService, 'all' | 'update'>,
  computer: Pick<MemoryService, 'read'>,
): StartLoads {
  const { clock, notices, log } = platform
  const told = lateRecord(platform, toldGoneFormat)
  const ending = new AbortController()
  const wanted = (host: string) => presets.all().filter((preset) => preset.atStart && preset.host === host)

  /** Whether it is to be loaded: neither it nor a copy is in memory. Throws `would_unload`. */
  const isNeeded = async (hostId: string, preset: Preset, set: readonly Preset[]): Promise<boolean> => {
    const { models, clockOffsetMs, problem } = await running.read(hostId)
    // The load says what is wrong with the server.
    if (problem) return true
    const digest = (await library.find(hostId, preset.name).catch(() => undefined))?.digest ?? null
    const keyOf = (name: string) => modelKey({ host: preset.host, name })
    if (models.some((one) => keyOf(one.name) === modelKey(preset) || (digest !== null && one.digest === digest)))
      return false
    if (models.length === 0) return true
    const memory: MemoryModel | null = await library.memoryModel({ hostId, name: preset.name }).catch(() => null)
    const { num_ctx: context = null, num_gpu: gpuLayers = null } = preset.options
    const host = hosts.find(hostId)
    const measured = await computer.read(hostId).catch(() => null)
    const machine = (measured && measuredMachine(measured, models)) ?? typedMachine(host?.memory ?? null, models)
    const eviction = evictionBefore({
      loaded: models,
      serverNow: clock.now() + (clockOffsetMs ?? 0),
      predicted: memory && predictedLoad(memory, { context, gpuLayers }, host?.version ?? null),
      free: machine && machine.devices.reduce((sum, device) => sum + device.free, 0),
    })
    // How many models a server keeps is a guess: it does not keep the user's own set from being loaded.
    const own = new Set(set.map(modelKey))
    const isGuess = eviction?.reason === 'crowded' && eviction.names.every((name) => own.has(keyOf(name)))
    if (eviction && !isGuess) throw fail('would_unload', { model: preset.name, others: eviction.names.join(', ') })
    return true
  }

  /** @param isAsked the user wants them loaded whatever goes for it */
  const loadAll = async (hostId: string, set: readonly Preset[], isAsked = false): Promise<void> => {
    const failures: Notice['failures'] = []
    const failed: Preset[] = []
    const gone: Preset[] = []
    const madeRoom = new Map<string, string[]>()
    for (const preset of set) {
      const { name } = preset
      try {
        if (!isAsked && !(await isNeeded(hostId, preset, set))) continue
        if (ending.signal.aborted) return
        const { madeRoom: others } = await running.load({ hostId, name, keepAlive: null, usePreset: true })
        if (others.length > 0) madeRoom.set(name, others)
      } catch (error) {
        const problem = problemOf(error)
        // The user cancelled it, or Corral ends.
        if (problem.code === 'cancelled') continue
        log.info(`${name} was not loaded at the start: ${problem.code}`)
        if (problem.code === 'model_not_found') {
          gone.push(preset)
          continue
        }
        failures.push({ name, problem })
        failed.push(preset)
      }
    }
    if (ending.signal.aborted) return
    const found = hosts.find(hostId)
    const host = found?.name || found?.url || ''
    const id = `start_loads ${hostId}`
    if (failures.length > 0)
      notices.put({ id, code: 'start_loads_failed', params: { host }, kept: null, failures }, async () => {
        await loadAll(hostId, failed, true)
      })
    else notices.remove(id)
    if (!isAsked) await tellGone(hostId, host, set, gone)
    if (madeRoom.size > 0)
      notices.put({
        id: `${id} made_room`,
        code: 'start_loads_made_room',
        params: {
          host,
          names: [...madeRoom.keys()].join(', '),
          others: [...new Set([...madeRoom.values()].flat())].join(', '),
        },
        kept: null,
      })
  }

  /** Tells of models that are not installed, unless the user was told, and offers to forget their presets. */
  const tellGone = async (hostId: string, host: string, set: readonly Preset[], gone: readonly Preset[]) => {
    const before = await told.get()
    const fresh = gone.filter((preset) => !findOfModel(before, preset))
    const kept = before.filter((key) => !findOfModel(set, key) || findOfModel(gone, key))
    if (fresh.length === 0 && kept.length === before.length) return
    told.set([...kept, ...fresh.map(({ host: address, name }) => ({ host: address, name }))])
    if (fresh.length === 0) return
    const id = `start_loads ${hostId} gone`
    const names = fresh.map(({ name }) => name).join(', ')
    notices.put({ id, code: 'start_loads_gone', params: { host, names }, kept: null }, async () => {
      await presets.update((all) => all.filter((preset) => !findOfModel(fresh, preset)))
      notices.remove(id)
    })
  }

  const follow = async () => {
    const waiting = new Set(presets.all().flatMap(({ atStart, host }) => (atStart ? [host] : [])))
    if (waiting.size === 0) return
    for await (const { hosts: all } of hosts.watch(ending.signal)) {
      for (const host of all)
        if (host.reach === 'up' && waiting.delete(hostKey(host))) void loadAll(host.id, wanted(hostKey(host)))
      if (waiting.size === 0) return
    }
  }

  return {
    begin: () => void follow(),
    async close() {
      ending.abort()
      await told.close()
    },
  }
}
