import { ipcRenderer } from 'electron'

/**
 * Passes one MessagePort to the page and nothing else: no API and no other message. The main process decides
 * whether the frame may have it.
 */
window.addEventListener('message', (event) => {
  if (event.source === window && event.data === 'corral:want-port') ipcRenderer.send('corral:want-port')
})
ipcRenderer.on('corral:port', (event) => {
  window.postMessage('corral:port', window.location.origin, event.ports)
})
