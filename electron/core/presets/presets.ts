import type { Preset } from '#shared/contract/presets.ts'
import { findOfModel, hostKey } from '#shared/domain/model-keys.ts'
import { MAX_PRESETS, withCopiedPreset, withMovedPreset, withPreset } from '#shared/domain/presets.ts'
import type { HostsService } from '../hosts/hosts.ts'
import type { Operations } from '../operations/operations.ts'
import type { Platform } from '../platform.ts'
import { fail } from '../problem.ts'
import { openModelEntries, type ModelEntries } from '../records/model-entries.ts'
import { checkKeepAlive } from '../settings/settings.ts'
import { presetsFormat } from './presets-format.ts'

/** How Corral loads models, by host and model. */
export interface PresetsService extends Pick<ModelEntries<Preset>, 'all' | 'update'> {
  /** The preset of a model of a host, if it has one. */
  of(hostId: string, name: string): Preset | undefined
  /** Throws as `update` does, and `keep_alive_invalid`. */
  set(preset: Preset): Promise<void>
}

/** Its `update` throws `presets_full` and `not_saved`. */
export async function openPresets(
  platform: Platform,
  hosts: Pick<HostsService, 'find' | 'state' | 'listen'>,
  operations: Pick<Operations, 'onRename' | 'onCopy'>,
  changed: () => void,
): Promise<PresetsService> {
  const { all, update, follow } = await openModelEntries(platform, hosts, operations, {
    format: presetsFormat,
    check(next, now) {
      if (next.length > Math.max(now.length, MAX_PRESETS)) throw fail('presets_full', { most: MAX_PRESETS })
    },
    moved: withMovedPreset,
    changed,
  })
  operations.onCopy((hostId, from, to) => {
    const found = hosts.find(hostId)
    if (!found) return
    const host = hostKey(found)
    follow((presets) => withCopiedPreset(presets, { host, name: from }, { host, name: to }))
  })

  return {
    all,
    of(hostId, name) {
      const host = hosts.find(hostId)
      return host && findOfModel(all(), { host: hostKey(host), name })
    },
    update,
    async set(preset) {
      checkKeepAlive(preset.keepAlive)
      await update((presets) => withPreset(presets, preset))
    },
  }
}
