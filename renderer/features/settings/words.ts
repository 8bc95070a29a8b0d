import type { TFunction } from 'i18next'
import type { Settings } from '#shared/contract/settings.ts'
import { keepAliveSeconds } from '#shared/ollama/keep-alive.ts'
import type { Format } from '../../app/i18n.ts'
import type { SettingId } from './reveal.ts'

/** The title of each setting on the page, and the words it is found by besides. */
export function settingWords(t: TFunction): Record<SettingId, readonly string[]> {
  return {
    theme: [t('settings.theme'), t('settings.themes.system'), t('settings.themes.light'), t('settings.themes.dark')],
    density: [t('settings.density.title'), t('settings.density.comfortable'), t('settings.density.compact')],
    motion: [t('settings.motion.title'), t('settings.motion.reduced')],
    language: [t('settings.language')],
    units: [t('settings.units.title'), t('settings.units.decimal'), t('settings.units.binary')],
    keepAlive: [t('settings.keepAlive.title'), t('settings.keepAlive.forever'), 'keep_alive'],
    confirm: [t('settings.confirm.title'), t('settings.confirm.unloadAll')],
    bin: [t('settings.bin.title'), t('settings.bin.on'), t('settings.bin.ask'), t('settings.bin.days')],
    presets: [t('settings.presets.title')],
    measuredMemory: [t('settings.measuredMemory.title'), t('settings.measuredMemory.forget')],
    parallelTransfers: [t('settings.parallelTransfers.title'), t('transfers.queue.title')],
    transferSchedule: [t('settings.transferSchedule.title'), t('settings.transferSchedule.hours')],
    stallRescue: [t('settings.stallRescue.title'), t('settings.stallRescue.again')],
    unfinishedTransfers: [
      t('settings.unfinishedTransfers.title'),
      t('settings.unfinishedTransfers.resume'),
      t('settings.unfinishedTransfers.ask'),
    ],
    askRegistries: [t('settings.askRegistries.title'), t('transfers.size.check')],
    checkModelUpdates: [t('settings.checkModelUpdates.title')],
    nameClients: [t('settings.nameClients.title')],
    tray: [t('desktop.set.tray.title')],
    closing: [t('desktop.set.closing.title'), t('desktop.set.closing.background')],
    login: [t('desktop.set.login.title')],
    unloadKeys: [t('desktop.set.keys.title')],
    freeKeys: [t('desktop.set.keys.freeTitle')],
    notifications: [t('desktop.set.notifications.title')],
    keepAwake: [t('desktop.set.awake.title'), t('desktop.set.awake.keep')],
    updates: [t('desktop.set.updates.title'), t('desktop.set.updates.check')],
    notes: [t('portable.notes.title')],
    export: [t('portable.title'), t('portable.export'), t('portable.import')],
    dataFolder: [t('settings.dataFolder.title')],
    log: [t('settings.log.title')],
    version: [t('settings.version')],
    licenses: [t('settings.licenses.title')],
  }
}

/** The words of a saved setting, in which no other has the same. */
export function settingTitle(key: keyof Settings, t: TFunction): string {
  switch (key) {
    case 'confirmUnloadAll':
      return t('settings.confirm.unloadAll')
    case 'checkForUpdates':
      return t('desktop.set.updates.allow')
    case 'binDays':
      return t('settings.bin.days')
    case 'keptDays':
      return t('settings.bin.keptDays')
    default:
      return settingWords(t)[key][0] ?? key
  }
}

/** A saved setting in the words of the page. */
export function settingValue<K extends keyof Settings>(
  key: K,
  value: Settings[K],
  { t, format, language }: { t: TFunction; format: Pick<Format, 'count' | 'duration'>; language: string },
): string {
  const settings = { [key]: value } as Partial<Settings>
  const { keepAlive, bin, transferSchedule, binDays, keptDays, unfinishedTransfers, closing, login } = settings
  if (typeof value === 'boolean') return t(value ? 'settings.on' : 'settings.off')
  if (keepAlive !== undefined) {
    const seconds = keepAlive === null ? null : keepAliveSeconds(keepAlive)
    if (seconds === null) return t('settings.keepAlive.server')
    return seconds < 0 ? t('settings.keepAlive.forever') : format.duration(seconds * 1000)
  }
  // Until a choice is made the bin is used.
  if (bin !== undefined) return t(`settings.bin.${bin ?? 'on'}`)
  if (transferSchedule !== undefined)
    return transferSchedule === null ? t('settings.transferSchedule.always') : scheduleText(transferSchedule, language)
  if (key === 'binDays' || key === 'keptDays') {
    const days = binDays ?? keptDays ?? null
    return days === null
      ? t('settings.bin.never')
      : t('settings.bin.afterDays', { count: days, value: format.count(days) })
  }
  if (unfinishedTransfers !== undefined) return t(`settings.unfinishedTransfers.${unfinishedTransfers}`)
  if (closing !== undefined) return t(`desktop.set.closing.${closing}`)
  if (login !== undefined) return t(`desktop.set.login.${login}`)
  return typeof value === 'number' ? format.count(value) : typeof value === 'string' ? value : t('settings.none')
}

/** A Sunday, to name the days of the week. */
const SUNDAY = 4

export function dayName(day: number, weekday: 'short' | 'long', language: string): string {
  return new Intl.DateTimeFormat(language, { weekday }).format(new Date(2026, 0, SUNDAY + day))
}

function scheduleText({ days, from, to }: NonNullable<Settings['transferSchedule']>, language: string): string {
  const hours = `${from}–${to}`
  return days.length === 7 ? hours : `${hours} ${days.map((day) => dayName(day, 'short', language)).join(' ')}`
}
