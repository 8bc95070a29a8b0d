import type { App, Session, WebContents } from 'electron'
import { PAGE_ORIGIN } from './scheme.ts'

/** What a page may ask for; everything else, cameras to USB, is denied. */
const ALLOWED = new Set(['clipboard-sanitized-write'])

/** Denies a session all permissions but writing text to the clipboard. */
export function limitSession(session: Session): void {
  session.setPermissionRequestHandler((_contents, permission, answer) => answer(ALLOWED.has(permission)))
  session.setPermissionCheckHandler((_contents, permission) => ALLOWED.has(permission))
  session.setDevicePermissionHandler(() => false)
}

/** Holds every page, whatever made it, where it is: no other address, no new window, no embedded page. */
export function limitContents(app: App): void {
  app.on('web-contents-created', (_event, contents: WebContents) => {
    contents.setWindowOpenHandler(() => ({ action: 'deny' }))
    contents.on('will-attach-webview', (event) => event.preventDefault())
    contents.on('will-navigate', (event, url) => {
      // A reload is a navigation to where the page already is.
      if (!url.startsWith(`${PAGE_ORIGIN}/`)) event.preventDefault()
    })
    contents.on('will-redirect', (event) => event.preventDefault())
  })
}
