import { RPCLink } from '@orpc/client/message-port'
import type { OpenLink } from './connection.ts'

/**
 * Asks the preload script for a port to the core and waits for it. Page and preload script exchange
 * no other messages.
 */
export const openPort: OpenLink = (closed) =>
  new Promise((resolve) => {
    const receive = (event: MessageEvent<unknown>) => {
      const [port] = event.ports
      if (event.source !== window || event.data !== 'corral:port' || port === undefined) return
      window.removeEventListener('message', receive)
      const link = new RPCLink({ port })
      port.addEventListener('close', () => closed())
      port.start()
      resolve(link)
    }
    window.addEventListener('message', receive)
    window.postMessage('corral:want-port', location.origin)
  })
