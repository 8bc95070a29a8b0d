import { MessageChannelMain, ipcMain, type BrowserWindow, type IpcMainEvent, type MessagePortMain } from 'electron'
import { PAGE_ORIGIN } from './scheme.ts'

/**
 * Gives the page its port to the core: once per document, only to the top frame of a known window on the page's own
 * origin. Other requests are ignored.
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
      // A new document in the same window gets a port of its own. Only a committed navigation makes one.
      sender.on('did-navigate', () => given.delete(sender))
    }
    if (given.has(sender)) return
    given.add(sender)
    const { port1, port2 } = new MessageChannelMain()
    connect(port1)
    senderFrame.postMessage('corral:port', null, [port2])
  })
}
