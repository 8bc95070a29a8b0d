import { Menu, Tray, nativeImage, type MenuItemConstructorOptions } from 'electron'
import icon from '../../build/icons/tray.png?inline'
import iconDouble from '../../build/icons/tray@2x.png?inline'
import iconTemplate from '../../build/icons/trayTemplate.png?inline'
import iconTemplateDouble from '../../build/icons/trayTemplate@2x.png?inline'
import type { TrayActs } from './tray-menu.ts'

/** The tray icon, where the system has a tray; the window never depends on it. */
export function openTray(acts: Pick<TrayActs, 'open'>): {
  show(template: MenuItemConstructorOptions[]): void
  close(): void
} {
  const mac = process.platform === 'darwin'
  const image = nativeImage.createFromDataURL(mac ? iconTemplate : icon)
  image.addRepresentation({ scaleFactor: 2, dataURL: mac ? iconTemplateDouble : iconDouble })
  image.setTemplateImage(mac)
  const tray = new Tray(image)
  tray.setToolTip('Corral')
  tray.on('double-click', acts.open)
  return {
    show: (template) => tray.setContextMenu(Menu.buildFromTemplate(template)),
    close: () => tray.destroy(),
  }
}
