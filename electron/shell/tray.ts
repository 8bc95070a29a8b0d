import { Menu, Tray, nativeImage, nativeTheme, type NativeImage } from 'electron'
import { quickView, type QuickView } from '#shared/domain/quick-view.ts'
import { inkFor, trayPicture } from './tray-icon.ts'
import { trayMenu, trayTooltip, type TrayActs } from './tray-menu.ts'
import type { Area } from './window-place.ts'
import type { ShellI18n } from './shell-i18n.ts'

export interface TrayIcon {
  show(view: QuickView, i18n: ShellI18n): void
  close(): void
}

/**
 * The tray icon. On macOS and Windows a click opens the panel and a right click a new menu. Linux needs the menu in
 * advance, and closes or resets an open one with each new menu, tooltip or picture: they are set only when they change.
 */
export function openTray(acts: TrayActs, openPanel: (icon: Area) => void): TrayIcon {
  const isLinux = process.platform === 'linux'
  let latest: { view: QuickView; i18n: ShellI18n } | undefined
  let image = ''
  let tooltip = ''
  let menu = ''
  const picture = (view: QuickView): NativeImage | null => {
    const isDark = isLinux ? nativeTheme.shouldUseDarkColors : nativeTheme.shouldUseDarkColorsForSystemIntegratedUI
    const ink = inkFor(process.platform, process.env['XDG_CURRENT_DESKTOP'] ?? '', isDark)
    if (image === view.state + ink) return null
    image = view.state + ink
    const { single, double } = trayPicture(view.state, ink)
    const made = nativeImage.createFromDataURL(single)
    made.addRepresentation({ scaleFactor: 2, dataURL: double })
    made.setTemplateImage(ink === 'Template')
    return made
  }
  const nothing = quickView({ hosts: null, running: new Map(), transfers: [] }, 0)
  const tray = new Tray(picture(nothing) ?? nativeImage.createEmpty())
  const show = (view: QuickView, i18n: ShellI18n) => {
    latest = { view, i18n }
    const fresh = picture(view)
    if (fresh) tray.setImage(fresh)
    const text = trayTooltip(view, i18n, isLinux)
    if (text !== tooltip) tray.setToolTip(text)
    tooltip = text
    if (!isLinux) return
    const template = trayMenu(view, i18n, acts, true)
    const content = JSON.stringify(template)
    if (content === menu) return
    menu = content
    tray.setContextMenu(Menu.buildFromTemplate(template))
  }
  const again = () => latest && show(latest.view, latest.i18n)
  tray.on('click', (_event, bounds) => openPanel(bounds))
  if (!isLinux)
    tray.on('right-click', () => {
      if (latest) tray.popUpContextMenu(Menu.buildFromTemplate(trayMenu(latest.view, latest.i18n, acts, false)))
    })
  nativeTheme.on('updated', again)
  return {
    show,
    close() {
      nativeTheme.off('updated', again)
      tray.destroy()
    },
  }
}
