import { MessageChannelMain, ipcMain, type BrowserWindow, type IpcMainEvent, type MessagePortMain } from 'electron'
import { PAGE_ORIGIN } from './scheme.ts'

/**
 * Gives the page its one port to the core: once a document, to the top frame of a known window on the
 * page's own origin. A request of anybody else is not answered.
 */
export function handOverPorts(
  isOurs: (window: BrowserWindow['webContents']) => boolean,
  connect: (port: MessagePortMain) => void,
): void {
  const known = new WeakSet<Electron.WebContents>()
  const given = new WeakSet<Electron.WebContents>()

  ipcMain.on('corral:want-port', (event: IpcMainEvent) => {
    const { sender, senderFrame } = event
    if (!senderFrame || !isOurs(sender) || senderFrame !== sender.mainFrame) return
    if (!senderFrame.url.startsWith(`${PAGE_ORIGIN}/`)) return
    if (!known.has(sender)) {
      known.add(sender)
      // A new document in the same window is a new page, whose port is still to be given. Only a
      // navigation that came to something makes one.
      sender.on('did-navigate', () => given.delete(sender))
    }
    if (given.has(sender)) return
    given.add(sender)
    const { port1, port2 } = new MessageChannelMain()
    connect(port1)
    senderFrame.postMessage('corral:port', null, [port2])
  })
}
