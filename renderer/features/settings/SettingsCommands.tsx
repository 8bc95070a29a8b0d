import { Settings2 } from 'lucide-react'
import { useMemo } from 'react'
import { useTranslation } from 'react-i18next'
import { useCommands, type Command } from '../../app/palette/commands.ts'
import { inWindow } from '../../host/index.ts'
import { isOfDesktop, revealSetting, settingIds } from './reveal.ts'
import { settingWords } from './words.ts'

/** Palette commands for each setting, found by its name and its choices. */
export function SettingsCommands() {
  const { t } = useTranslation()
  const commands = useMemo((): Command[] => {
    const words = settingWords(t)
    return settingIds
      .filter((id) => inWindow || !isOfDesktop(id))
      .map((id) => {
        const [title = '', ...keywords] = words[id]
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
