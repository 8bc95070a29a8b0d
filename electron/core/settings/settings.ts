import type { Settings } from '#shared/contract/settings.ts'
import { keepAliveSeconds } from '#shared/ollama/keep-alive.ts'
import type { Platform } from '../platform.ts'
import { fail } from '../problem.ts'
import { openRecord } from '../records/record.ts'
import { settingsFormat } from './settings-format.ts'

export type SettingsPatch = { [K in keyof Settings]?: Settings[K] | undefined }

export interface SettingsService {
  get(): Settings
  update(patch: SettingsPatch): Promise<Settings>
  /** Called after each change. */
  onChange(listener: () => void): void
}

export async function openSettings(platform: Platform): Promise<SettingsService> {
  const record = await openRecord(platform, settingsFormat)
  const listeners: (() => void)[] = []
  return {
    get: record.get,
    async update(patch) {
      checkKeepAlive(patch.keepAlive)
      const named = Object.fromEntries(Object.entries(patch).filter(([, value]) => value !== undefined))
      const settings = await record.update((value) => ({ ...value, ...named }))
      for (const changed of listeners) changed()
      return settings
    },
    onChange: (listener) => void listeners.push(listener),
  }
}

/** Refuses a duration that the server would answer with `time: missing unit in duration`. */
export function checkKeepAlive(keepAlive: string | number | null | undefined): void {
  if (keepAlive === null || keepAlive === undefined) return
  if (keepAliveSeconds(keepAlive) === null) throw fail('keep_alive_invalid', { value: keepAlive })
}
