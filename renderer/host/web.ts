import { RPCLink } from '@orpc/client/websocket'
import icon from '../app/icon.svg'
import { ConnectionLost, ConnectionRefused, type OpenLink } from './connection.ts'

const STORED = 'corral.token'

/** The parts of the browser that the token needs. */
export interface Place {
  location: Pick<Location, 'hash' | 'pathname' | 'search'>
  history: Pick<History, 'replaceState'>
  sessionStorage: Pick<Storage, 'getItem' | 'setItem'>
}

/**
 * The token of the address (`#token=…`), or the one this tab was opened with. It is taken out of the
 * address bar at once, so that it is neither bookmarked nor seen.
 */
export function takeToken({ location, history, sessionStorage }: Place): string | null {
  const token = new URLSearchParams(location.hash.slice(1)).get('token')
  if (token === null || token === '') return sessionStorage.getItem(STORED)
  sessionStorage.setItem(STORED, token)
  history.replaceState(null, '', location.pathname + location.search)
  return token
}

/**
 * Whether the server answers: then a failed socket was refused and the server is not just unreachable, which
 * the browser does not distinguish. Uses an image, as the CSP allows no fetch.
 */
function serverAnswers(): Promise<boolean> {
  return new Promise((resolve) => {
    const picture = new Image()
    picture.addEventListener('load', () => resolve(true))
    picture.addEventListener('error', () => resolve(false))
    picture.src = `${icon}?${Date.now()}`
  })
}

/** One WebSocket to the server this page came from. */
export function openSocket(token: string | null): OpenLink {
  return async (closed) => {
    if (token === null) throw new ConnectionRefused('no_token')
    const scheme = location.protocol === 'https:' ? 'wss:' : 'ws:'
    const socket = new WebSocket(`${scheme}//${location.host}/rpc`, ['corral', `token.${token}`])
    const link = new RPCLink({ websocket: socket })
    await new Promise<void>((resolve, reject) => {
      let opened = false
      socket.addEventListener('open', () => {
        opened = true
        resolve()
      })
      socket.addEventListener('close', () => {
        if (opened) closed()
        else
          void serverAnswers().then((answers) =>
            reject(answers ? new ConnectionRefused('refused') : new ConnectionLost()),
          )
      })
    })
    return link
  }
}
