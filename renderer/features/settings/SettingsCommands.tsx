import { Settings2 } from 'lucide-react'
import { useMemo } from 'react'
import { useTranslation } from 'react-i18next'
import { useCommands, type Command } from '../../app/palette/commands.ts'
import { revealSetting, settingIds, type SettingId } from './reveal.ts'

/** Each setting can be found by its name and by its choices. */
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
      dataFolder: [t('settings.dataFolder.title')],
      log: [t('settings.log.title')],
      version: [t('settings.version')],
    }
    return settingIds.map((id) => {
      const [title = '', ...words] = found[id]
      return {
        id: `setting.${id}`,
        kind: 'setting' as const,
        label: title,
        icon: Settings2,
        words,
        run: () => revealSetting(id),
      }
    })
  }, [t])
  useCommands('settings', commands)
  return null
}
