import type { MenuItemConstructorOptions } from 'electron'
import type { ShellI18n } from './shell-i18n.ts'

export interface MenuActs {
  openSettings(): void
  openPanel(): void
  pull(): void
  showKeys(): void
  copyDiagnostics(): void
  openLogs(): void
}

const line = { type: 'separator' } as const

type Role =
  | 'undo'
  | 'redo'
  | 'cut'
  | 'copy'
  | 'paste'
  | 'selectAll'
  | 'reload'
  | 'resetZoom'
  | 'zoomIn'
  | 'zoomOut'
  | 'togglefullscreen'
  | 'minimize'
  | 'close'
  | 'front'
  | 'about'
  | 'services'
  | 'hide'
  | 'hideOthers'
  | 'unhide'
  | 'quit'

/**
 * The application menu, with the usual entries of each system. Edit has Electron's roles, since on macOS copy and
 * paste only work through them. Shortcuts of the page are shown, but handled by the page.
 */
export function applicationMenu(
  platform: NodeJS.Platform,
  { t }: ShellI18n,
  acts: MenuActs,
): MenuItemConstructorOptions[] {
  const isMac = platform === 'darwin'
  // Electron's labels of roles are always English.
  const role = (name: Role): MenuItemConstructorOptions => ({ role: name, label: t(`desktop.menu.role.${name}`) })
  const settings: MenuItemConstructorOptions = {
    label: t('desktop.settings'),
    accelerator: 'CommandOrControl+,',
    registerAccelerator: isMac,
    click: () => acts.openSettings(),
  }
  const menus: (MenuItemConstructorOptions & { submenu: MenuItemConstructorOptions[] })[] = [
    {
      label: t('desktop.menu.file'),
      submenu: [
        { label: t('desktop.menu.pull'), click: () => acts.pull() },
        line,
        ...(isMac ? [role('close')] : [settings, line, role('quit')]),
      ],
    },
    {
      label: t('desktop.menu.edit'),
      submenu: [role('undo'), role('redo'), line, role('cut'), role('copy'), role('paste'), role('selectAll')],
    },
    {
      label: t('desktop.menu.view'),
      submenu: [
        { label: t('desktop.quickView'), click: () => acts.openPanel() },
        line,
        role('reload'),
        line,
        role('resetZoom'),
        role('zoomIn'),
        role('zoomOut'),
        line,
        role('togglefullscreen'),
      ],
    },
    {
      role: 'window',
      label: t('desktop.menu.window'),
      submenu: [role('minimize'), ...(isMac ? [line, role('front')] : [role('close')])],
    },
    {
      role: 'help',
      label: t('desktop.menu.help'),
      submenu: [
        { label: t('desktop.menu.keys'), click: () => acts.showKeys() },
        line,
        { label: t('desktop.menu.diagnostics'), click: () => acts.copyDiagnostics() },
        { label: t('desktop.menu.logs'), click: () => acts.openLogs() },
        ...(isMac ? [] : [line, role('about')]),
      ],
    },
  ]
  if (!isMac) return menus
  const own = [
    [role('about')],
    [settings],
    [role('services')],
    [role('hide'), role('hideOthers'), role('unhide')],
    [role('quit')],
  ]
  return [
    { label: t('common.appName'), submenu: own.flatMap((group, at) => (at === 0 ? group : [line, ...group])) },
    ...menus,
  ]
}
