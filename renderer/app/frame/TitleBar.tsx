import { Search, Settings } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import { inWindow } from '../../host/index.ts'
import { classes, IconButton, Kbd } from '../../ui/index.ts'
import { useInfo } from '../data/settings.ts'
import icon from '../icon.svg'
import { useNavigation } from '../navigation.ts'
import { usePalette } from '../palette/commands.ts'
import { Bell } from './Bell.tsx'

/**
 * The title bar of the window. Its sides stay clear of what the system draws there: traffic lights on macOS,
 * the buttons of the window-controls overlay elsewhere.
 */
export function TitleBar() {
  const { t } = useTranslation()
  const { go, place } = useNavigation()
  const setOpen = usePalette((palette) => palette.setOpen)
  const isMac = useInfo()?.platform === 'darwin'
  const lights = inWindow && isMac
  return (
    <header
      className={classes(
        'col-span-2 grid grid-cols-[1fr_minmax(180px,360px)_1fr] items-center gap-10 border-b border-line bg-sidebar',
        inWindow && 'drag',
        lights ? 'pl-84' : 'pl-[calc(12px+env(titlebar-area-x,0px))]',
        'pr-[calc(10px+100vw-env(titlebar-area-x,0px)-env(titlebar-area-width,100vw))]',
      )}
    >
      <div className="flex items-center gap-8 font-semibold">
        {!lights && <img src={icon} alt="" className="size-18" />}
        {!lights && t('common.appName')}
      </div>
      <button
        type="button"
        onClick={() => setOpen(true)}
        className="no-drag flex h-26 items-center gap-8 rounded-control border border-line-strong bg-panel px-10 text-code text-ink-2 hover:text-ink"
      >
        <Search size={14} aria-hidden />
        <span className="flex-1 truncate text-left">{t('common.search')}</span>
        <Kbd shortcut="mod+k" />
      </button>
      <div className="no-drag flex items-center justify-end gap-6">
        <Bell />
        <IconButton
          icon={Settings}
          label={t('common.places.settings')}
          shortcut="mod+,"
          aria-current={place === 'settings' ? 'page' : undefined}
          variant={place === 'settings' ? 'ghost-accent' : 'ghost'}
          onClick={() => go('settings')}
        />
      </div>
    </header>
  )
}
