import type { WebPreferences } from 'electron'

/** Sizes of the main window in device-independent pixels. */
export const MIN = { width: 900, height: 600 }
export const FIRST = { width: 1280, height: 800 }

/** Isolates a page from Node and the system, independent of Electron's defaults. */
export function webPreferences(preload: string): WebPreferences {
  return {
    preload,
    sandbox: true,
    contextIsolation: true,
    nodeIntegration: false,
    nodeIntegrationInWorker: false,
    nodeIntegrationInSubFrames: false,
    webSecurity: true,
    allowRunningInsecureContent: false,
    experimentalFeatures: false,
    webviewTag: false,
    navigateOnDragDrop: false,
    spellcheck: false,
  }
}
