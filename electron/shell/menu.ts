import type { MenuItemConstructorOptions } from 'electron'
import type { ShellWords } from './words.ts'

/**
 * The application menu. Edit has its roles, since on macOS copy and paste only work through them; the
 * rest is what each system's users look for.
 */
export function applicationMenu(platform: NodeJS.Platform, { t }: ShellWords): MenuItemConstructorOptions[] {
  const mac = platform === 'darwin'
  return [
    ...(mac ? [{ role: 'appMenu' as const }] : []),
    {
      label: t('tray.menuFile'),
      submenu: [mac ? { role: 'close' } : { role: 'quit', label: t('tray.quit') }],
    },
    { role: 'editMenu', label: t('tray.menuEdit') },
    {
      label: t('tray.menuView'),
      submenu: [
        { role: 'reload' },
        { type: 'separator' },
        { role: 'resetZoom' },
        { role: 'zoomIn' },
        { role: 'zoomOut' },
        { type: 'separator' },
        { role: 'togglefullscreen' },
      ],
    },
    { role: 'windowMenu', label: t('tray.menuWindow') },
  ]
}
