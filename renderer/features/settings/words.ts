import type { TFunction } from 'i18next'
import type { Settings } from '#shared/contract/settings.ts'
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

/** Settings that stand under the title of another. */
const parts = { confirmUnloadAll: 'confirm', checkForUpdates: 'updates', binDays: 'bin', keptDays: 'bin' } as const

/** The title under which a saved setting is on the page. */
export function settingTitle(key: keyof Settings, t: TFunction): string {
  const id = key in parts ? parts[key as keyof typeof parts] : (key as SettingId)
  return settingWords(t)[id][0] ?? key
}
