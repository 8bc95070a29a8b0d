import { Settings2 } from 'lucide-react'
import { useMemo } from 'react'
import { useTranslation } from 'react-i18next'
import { useCommands, type Command } from '../../app/palette/commands.ts'
import { inWindow } from '../../host/index.ts'
import { isOfDesktop, revealSetting, settingIds, type SettingId } from './reveal.ts'

/** Palette commands for each setting, found by its name and its choices. */
export function SettingsCommands() {
  const { t } = useTranslation()
  const commands = useMemo((): Command[] => {
    const found: Record<SettingId, readonly string[]> = {
      theme: [t('settings.theme'), t('settings.themes.system'), t('settings.themes.light'), t('settings.themes.dark')],
      density: [t('settings.density.title'), t('settings.density.comfortable'), t('settings.density.compact')],
      motion: [t('settings.motion.title'), t('settings.motion.reduced')],
      language: [t('settings.language')],
      units: [t('settings.units.title'), t('settings.units.decimal'), t('settings.units.binary')],
      keepAlive: [t('settings.keepAlive.title'), t('settings.keepAlive.forever'), 'keep_alive'],
      confirm: [t('settings.confirm.title'), t('settings.confirm.unloadAll')],
      parallelTransfers: [t('settings.parallelTransfers.title'), t('transfers.queue.title')],
      transferSchedule: [t('settings.transferSchedule.title'), t('settings.transferSchedule.hours')],
      stallRescue: [t('settings.stallRescue.title'), t('settings.stallRescue.again')],
      unfinishedTransfers: [
        t('settings.unfinishedTransfers.title'),
        t('settings.unfinishedTransfers.resume'),
        t('settings.unfinishedTransfers.ask'),
      ],
      askRegistries: [t('settings.askRegistries.title'), t('transfers.size.check')],
      tray: [t('desktop.set.tray.title')],
      closing: [t('desktop.set.closing.title'), t('desktop.set.closing.background')],
      login: [t('desktop.set.login.title')],
      unloadKeys: [t('desktop.set.keys.title')],
      notifications: [t('desktop.set.notifications.title')],
      keepAwake: [t('desktop.set.awake.title'), t('desktop.set.awake.keep')],
      updates: [t('desktop.set.updates.title'), t('desktop.set.updates.check')],
      dataFolder: [t('settings.dataFolder.title')],
      log: [t('settings.log.title')],
      version: [t('settings.version')],
      licenses: [t('settings.licenses.title')],
    }
    return settingIds
      .filter((id) => inWindow || !isOfDesktop(id))
      .map((id) => {
        const [title = '', ...keywords] = found[id]
        return {
          id: `setting.${id}`,
          kind: 'setting' as const,
          label: title,
          icon: Settings2,
          keywords,
          run: () => revealSetting(id),
        }
      })
  }, [t])
  useCommands('settings', commands)
  return null
}
