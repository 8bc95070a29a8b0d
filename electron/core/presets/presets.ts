import { MAX_PRESETS } from '#shared/contract/preset-bounds.ts'
import type { Preset } from '#shared/contract/presets.ts'
import { findOfModel, hostKey } from '#shared/domain/model-keys.ts'
import { withCopiedPreset, withMovedPreset, withPreset } from '#shared/domain/presets.ts'
import type { HostsService } from '../hosts/hosts.ts'
import type { Operations } from '../operations/operations.ts'
import type { Platform } from '../platform.ts'
import { fail } from '../problem.ts'
import { followModels } from '../records/follow-models.ts'
import { openRecord } from '../records/record.ts'
import { checkKeepAlive } from '../settings/settings.ts'
import { presetsFormat } from './presets-format.ts'

type Change = (presets: readonly Preset[]) => readonly Preset[]

/** How Corral loads models, by host and model. They follow a rename by Corral and a new address of a host. */
export interface PresetsService {
  all(): readonly Preset[]
  /** The preset of a model of a host, if it has one. */
  of(hostId: string, name: string): Preset | undefined
  /** Throws `presets_full` and `not_saved`. */
  update(change: Change): Promise<void>
  /** Throws `keep_alive_invalid`, too. */
  set(preset: Preset): Promise<void>
}

export async function openPresets(
  platform: Platform,
  hosts: Pick<HostsService, 'find' | 'state' | 'listen'>,
  operations: Pick<Operations, 'onRename' | 'onCopy'>,
  changed: () => void,
): Promise<PresetsService> {
  const record = await openRecord(platform, presetsFormat)
  const update = async (change: Change) => {
    const before = record.get()
    const after = await record.update((now) => {
      const next = change(now)
      if (next.length > Math.max(now.length, MAX_PRESETS)) throw fail('presets_full', { most: MAX_PRESETS })
      return next
    })
    if (after !== before) changed()
  }
  /** Of acts that have succeeded: what cannot be written is told by the record's notice. */
  const follow = (change: Change) => {
    if (change(record.get()) !== record.get()) void update(change).catch(() => undefined)
  }
  followModels(hosts, operations, {
    keys: record.get,
    move: (pairs) => follow((presets) => pairs.reduce((kept, [from, to]) => withMovedPreset(kept, from, to), presets)),
  })
  operations.onCopy((hostId, from, to) => {
    const found = hosts.find(hostId)
    if (!found) return
    const host = hostKey(found)
    follow((presets) => withCopiedPreset(presets, { host, name: from }, { host, name: to }))
  })

  return {
    all: record.get,
    of(hostId, name) {
      const host = hosts.find(hostId)
      return host && findOfModel(record.get(), { host: hostKey(host), name })
    },
    update,
    async set(preset) {
      checkKeepAlive(preset.keepAlive)
      await update((presets) => withPreset(presets, preset))
    },
  }
}
