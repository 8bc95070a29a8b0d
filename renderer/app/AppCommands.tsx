import { FlaskConical, Keyboard, Languages, Plus, SunMoon, Trash2 } from 'lucide-react'
import { useMemo } from 'react'
import { useTranslation } from 'react-i18next'
import { languages } from '#shared/i18n/index.ts'
import { useHostDialog } from '../features/hosts/dialog.ts'
import { useClient } from './core.tsx'
import { useChangeSettings, useSettings } from './data/settings.ts'
import { placeIcons, places, useNavigation } from './navigation.ts'
import { type Command, useCommands } from './palette/commands.ts'
import { useShortcutSheet } from './shortcuts.ts'
import { useReport } from './report.ts'

const themes = ['system', 'light', 'dark'] as const

/** Commands that belong to no feature: pages, hosts, theme, language. */
export function AppCommands() {
  const { t, i18n } = useTranslation()
  const client = useClient()
  const report = useReport()
  const go = useNavigation((navigation) => navigation.go)
  const showBin = useNavigation((navigation) => navigation.showBin)
  const openHostDialog = useHostDialog((dialog) => dialog.open)
  const openSheet = useShortcutSheet((sheet) => sheet.setOpen)
  const settings = useSettings()
  const { mutateAsync: change } = useChangeSettings()

  const commands = useMemo((): Command[] => {
    return [
      ...places.map((place, at) => ({
        id: `go.${place}`,
        kind: 'place' as const,
        keywords: [t(`common.places.${place}`)],
        label: t('palette.goTo', { place: t(`common.places.${place}`) }),
        icon: placeIcons[place],
        shortcut: `mod+${at + 1}`,
        run: () => go(place),
      })),
      {
        id: 'go.settings',
        kind: 'place',
        keywords: [t('common.places.settings')],
        label: t('palette.goTo', { place: t('common.places.settings') }),
        icon: placeIcons.settings,
        shortcut: 'mod+,',
        run: () => go('settings'),
      },
      { id: 'go.bin', kind: 'place', label: t('palette.showBin'), icon: Trash2, run: showBin },
      { id: 'host.add', label: t('hosts.add'), icon: Plus, run: () => openHostDialog('add') },
      {
        id: 'host.sandbox',
        label: t('palette.openSandbox'),
        icon: FlaskConical,
        run: () => void report(client.hosts.openSandbox()),
      },
      ...themes
        .filter((theme) => theme !== settings?.theme)
        .map((theme) => ({
          id: `theme.${theme}`,
          label: t('palette.theme', { theme: t(`settings.themes.${theme}`) }),
          icon: SunMoon,
          run: () => void report(change({ theme })),
        })),
      ...languages
        .filter(({ tag }) => tag !== i18n.language)
        .map(({ tag, name }) => ({
          id: `language.${tag}`,
          label: t('palette.language', { language: name }),
          icon: Languages,
          keywords: [tag],
          run: () => void report(change({ language: tag })),
        })),
      { id: 'keys', label: t('palette.keys.title'), icon: Keyboard, shortcut: '?', run: () => openSheet(true) },
    ]
  }, [t, i18n.language, go, showBin, openHostDialog, openSheet, settings?.theme, change, client, report])
  useCommands('app', commands)
  return null
}
