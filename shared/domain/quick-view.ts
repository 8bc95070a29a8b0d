import type { Host, HostsState } from '../contract/hosts.ts'
import type { Preset } from '../contract/presets.ts'
import type { Loaded, RunningState } from '../contract/running.ts'
import type { Transfer } from '../contract/transfers.ts'
import { hostKey, modelKey } from './model-keys.ts'
import { expiryOf, memoryTotals, type Expiry, type Memory } from './memory.ts'
import { isStalled, shareOfAll } from './progress.ts'
import { naturalCompare } from './sorting.ts'
import { isAtWork, isUnderWay } from './transfer-state.ts'

export interface QuickModel extends Loaded {
  expiry: Expiry
}

export interface QuickPreset extends Preset {
  isLoading: boolean
}

export interface QuickHost {
  host: Pick<Host, 'id' | 'name' | 'kind' | 'url' | 'reach' | 'version'>
  /** Whether it is known at present what is loaded; if not, `models` is empty. */
  known: boolean
  /** Sorted by name, so that each keeps its place and colour. */
  models: QuickModel[]
  /** Presets of models that are not in memory, sorted by name; empty where that is not known. */
  presets: QuickPreset[]
}

export interface QuickTransfer extends Pick<Transfer, 'id' | 'hostId' | 'kind' | 'name' | 'remainingMs'> {
  /** From 0 to 1 of the layers reached so far; `null` while nothing is known. */
  share: number | null
  stalled: boolean
}

/** The state shown by the tray icon, most urgent first. */
export type QuickState = 'transferring' | 'unreachable' | 'loaded' | 'idle'

export interface QuickView {
  state: QuickState
  /** The current host first, then the others that have something loaded. */
  hosts: QuickHost[]
  /** Bytes over all hosts. */
  memory: Memory
  loaded: number
  /** Transfers at work, by rank. */
  transfers: QuickTransfer[]
  /** Number of queued transfers, without paused ones. */
  queued: number
  /** The progress of those at work and queued together, from 0 to 1; `null` while no total is known. */
  share: number | null
}

export interface QuickSources {
  hosts: HostsState | null
  /** What each host has in memory, by host id. */
  running: ReadonlyMap<string, RunningState>
  transfers: readonly Transfer[]
  presets?: readonly Preset[]
}

const keysOf = (host: string, models: readonly { name: string }[]) =>
  new Set(models.map(({ name }) => modelKey({ host, name })))

/**
 * What the tray, its menu and its panel show: all loaded models of all hosts, and transfers at work. Models of a host
 * that does not answer are left out, since they may be unloaded by now.
 *
 * @param now milliseconds since 1970, on this computer's clock
 */
export function quickView({ hosts: state, running, transfers, presets = [] }: QuickSources, now: number): QuickView {
  const all = (state?.hosts ?? []).map((host): QuickHost => {
    const seen = running.get(host.id)
    const known = host.reach === 'up' && seen !== undefined && seen.readAt !== null && seen.problem === null
    const serverNow = now + (seen?.clockOffsetMs ?? 0)
    const models = known ? seen.models.map((model) => ({ ...model, expiry: expiryOf(model, serverNow) })) : []
    models.sort((a, b) => naturalCompare(a.name, b.name))
    const key = hostKey(host)
    const isThere = keysOf(key, models)
    const isLoading = keysOf(key, known ? seen.loading : [])
    const others = presets
      .filter((one) => known && one.host === key && !isThere.has(modelKey(one)))
      .map((one) => ({ ...one, isLoading: isLoading.has(modelKey(one)) }))
      .sort((a, b) => naturalCompare(a.name, b.name))
    return { host, known, models, presets: others }
  })
  const isCurrent = ({ host }: QuickHost) => host.id === state?.currentId
  const hosts = [...all.filter(isCurrent), ...all.filter((each) => !isCurrent(each) && each.models.length > 0)]
  const models = hosts.flatMap((each) => each.models)
  const active = transfers.filter(isAtWork).sort((a, b) => a.rank - b.rank)
  const isDown = all.find(isCurrent)?.host.reach === 'down' || (state !== null && state.currentId === null)
  return {
    state: active.length > 0 ? 'transferring' : isDown ? 'unreachable' : models.length > 0 ? 'loaded' : 'idle',
    hosts,
    memory: memoryTotals(models),
    loaded: models.length,
    transfers: active.map(({ id, hostId, kind, name, remainingMs, share, quietSince }) => ({
      id,
      hostId,
      kind,
      name,
      remainingMs,
      share,
      stalled: isStalled({ quietSince }, now),
    })),
    queued: transfers.filter(({ state }) => state === 'queued').length,
    share: shareOfAll(transfers.filter(isUnderWay)),
  }
}
