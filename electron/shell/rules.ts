import type { App, Session, WebContents } from 'electron'

/** The permissions of a page; all others are denied. */
const ALLOWED = new Set(['clipboard-sanitized-write'])

/** Requests that are blocked in addition to the content security policy. */
const REMOTE = ['http://*/*', 'https://*/*', 'ws://*/*', 'wss://*/*', 'ftp://*/*', 'file:///*']

/** Denies a session all permissions but writing text to the clipboard, and all requests but to the page's own origin. */
export function limitSession(session: Session, devUrl: string | null): void {
  session.setPermissionRequestHandler((_contents, permission, answer) => answer(ALLOWED.has(permission)))
  session.setPermissionCheckHandler((_contents, permission) => ALLOWED.has(permission))
  session.setDevicePermissionHandler(() => false)
  // In development the page comes from a server through this session.
  if (devUrl === null)
    session.webRequest.onBeforeRequest({ urls: REMOTE }, (_request, answer) => answer({ cancel: true }))
}

/**
 * Keeps every page at its address: no navigation elsewhere, no new window, no frame, no embedded page. External links
 * go to `openOutside`.
 */
export function limitContents(app: App, openOutside: (url: string) => void): void {
  app.on('web-contents-created', (_event, contents: WebContents) => {
    contents.setWindowOpenHandler(({ url }) => {
      openOutside(url)
      return { action: 'deny' }
    })
    contents.on('will-attach-webview', (event) => event.preventDefault())
    contents.on('will-navigate', (event, url) => {
      // A reload is a navigation to the same address.
      if (withoutHash(url) !== withoutHash(contents.getURL())) event.preventDefault()
    })
    contents.on('will-frame-navigate', (event) => {
      if (!event.isMainFrame) event.preventDefault()
    })
    contents.on('will-redirect', (event) => event.preventDefault())
  })
}

function withoutHash(url: string): string {
  return url.split('#', 1)[0] ?? ''
}
