import type { ModelOptions } from '#shared/contract/fields.ts'
import type { Host } from '#shared/contract/hosts.ts'
import type { Calibration } from '#shared/contract/measured.ts'
import type { Loaded } from '#shared/contract/running.ts'
import { withTold } from '#shared/domain/memory-fit/estimate.ts'
import { measuredLoadOf, type LoadKey } from '#shared/domain/memory-fit/measured-load.ts'
import { toldBy } from '#shared/domain/memory-fit/told.ts'
import { hostKey } from '#shared/domain/model-keys.ts'
import { fail } from '../problem.ts'
import type { HostsService } from '../hosts/hosts.ts'
import { perHost } from '../hosts/lifecycle.ts'
import type { LibraryService } from '../library/library.ts'
import type { Platform } from '../platform.ts'
import { lateRecord } from '../records/late-record.ts'
import {
  measuredFormat,
  MOST_LOADS,
  MOST_TOLD,
  nothingMeasured,
  type Measured,
  type SavedLoad,
} from './measured-format.ts'
import { createSettling, type Settled, type Settling } from './settled.ts'

/** The memory of loads as `ps` said it when they had settled, by host, model and all that it depends on. */
export interface MeasuredService {
  /** Throws `host_unknown`. */
  of(hostId: string, digest: string): Promise<Calibration>
  count(): Promise<number>
  forget(): Promise<void>
  /** A load by Corral was answered. */
  loaded(hostId: string, name: string, options: ModelOptions | undefined): void
  /** An answer of `ps`, with the time of the request. */
  answered(hostId: string, models: readonly Loaded[], askedAt: number): void
  /** Writes what is not yet written. */
  close(): Promise<void>
}

export function createMeasured(
  platform: Platform,
  hosts: Pick<HostsService, 'find' | 'state' | 'listen'>,
  library: Pick<LibraryService, 'memoryModel' | 'known'>,
  changed: () => void,
): MeasuredService {
  const { clock, log } = platform
  const file = lateRecord(platform, measuredFormat)
  let kept: Measured | undefined
  const read = async () => (kept ??= await file.get())
  const set = (next: Measured) => {
    kept = next
    file.set(next)
    changed()
  }

  const settling = perHost<Settling>(hosts)
  const settlingOf = (hostId: string) => {
    const of = settling.get(hostId) ?? createSettling()
    settling.set(hostId, of)
    return of
  }
  const addresses = new Map(hosts.state().hosts.map((host) => [host.id, hostKey(host)]))
  hosts.listen(({ type, hostId }) => {
    const host = hosts.find(hostId)
    if (host) addresses.set(hostId, hostKey(host))
    const gone = addresses.get(hostId)
    if (type !== 'removed' || gone === undefined) return
    addresses.delete(hostId)
    void read().then(({ loads, told }) => {
      const isOther = ({ host }: { host: string }) => host !== gone
      if (![...loads, ...told].every(isOther)) set({ loads: loads.filter(isOther), told: told.filter(isOther) })
    })
  })

  const measure = async (host: Host, { name, digest, size, sizeVram, context, gpuLayers, batch }: Settled) => {
    const { version } = host
    const { slots = null, cacheType = null } = host.memory ?? {}
    // Without the version it is not known what `ps` leaves out.
    if (version === null || host.server !== 'ollama' || context === null) return
    const address = hostKey(host)
    const key = { context, slots, cacheType, gpuLayers, batch, version, at: clock.now() }
    const before = await read()
    const known = before.loads.find((load) => isSame(load, { ...key, host: address, digest }))
    // An answer of another run, or of a reload.
    if (
      known &&
      known.size - known.added === size &&
      (known.sizeVram === 0 ? sizeVram === 0 : known.sizeVram - known.added === sizeVram)
    )
      return
    const model = await library.memoryModel({ hostId: host.id, name })
    // The name has another model since.
    if (library.known(host.id, name)?.digest !== digest) return
    const told = before.told.find((told) => told.host === address) ?? null
    const setting = withTold({
      context,
      slots: slots ?? undefined,
      cacheType: cacheType ?? undefined,
      gpuLayers: typeof gpuLayers === 'number' ? gpuLayers : undefined,
      batch: typeof batch === 'number' ? batch : undefined,
      version,
      machine: null,
      told,
    })
    const load = measuredLoadOf({ size, sizeVram }, model, key, setting)
    if (load === null) return
    const saved = { ...load, host: address, digest }
    const now = await read()
    const loads = [...now.loads.filter((one) => !isSame(one, saved)), saved].slice(-MOST_LOADS)
    const next = toldBy(name, model, loads.filter(isOf(address, digest)))
    const others = now.told.filter((told) => next === null || told.host !== address)
    set({ loads, told: next === null ? others : [...others, { ...next, host: address }].slice(-MOST_TOLD) })
  }

  return {
    async of(hostId, digest) {
      const host = hosts.find(hostId)
      if (!host) throw fail('host_unknown', { host: hostId })
      const address = hostKey(host)
      const { loads, told } = await read()
      return {
        loads: loads.filter(isOf(address, digest)).map(({ host: _, digest: __, ...load }) => load),
        told: told.filter((told) => told.host === address).map(({ host: _, ...told }) => told)[0] ?? null,
      }
    },
    count: async () => (await read()).loads.length,
    async forget() {
      await read()
      set(nothingMeasured)
    },
    loaded: (hostId, name, options) => settlingOf(hostId).loaded(name, options, clock.now()),
    answered(hostId, models, askedAt) {
      for (const settled of settlingOf(hostId).answered(models, askedAt)) {
        const host = hosts.find(hostId)
        // What cannot be measured now is measured with the next load.
        if (host) void measure(host, settled).catch((error: unknown) => log.error(`memory of ${settled.name}`, error))
      }
    },
    close: file.close,
  }
}

const isOf = (address: string, digest: string) => (load: SavedLoad) => load.host === address && load.digest === digest

function isSame(load: SavedLoad, of: LoadKey & Pick<SavedLoad, 'host' | 'digest'>): boolean {
  const keys = ['host', 'digest', 'context', 'slots', 'cacheType', 'gpuLayers', 'batch', 'version'] as const
  return keys.every((key) => load[key] === of[key])
}
