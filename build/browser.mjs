// @ts-check
import { accessSync, constants } from 'node:fs'
import path from 'node:path'
import { chromium } from 'playwright-core'

const NAMES = [
  'chromium',
  'chromium-browser',
  'google-chrome-stable',
  'google-chrome',
  'microsoft-edge-stable',
  'microsoft-edge',
]
const PLACES = {
  darwin: [
    '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
    '/Applications/Chromium.app/Contents/MacOS/Chromium',
    '/Applications/Microsoft Edge.app/Contents/MacOS/Microsoft Edge',
  ],
  win32: [process.env['PROGRAMFILES'], process.env['PROGRAMFILES(X86)'], process.env['LOCALAPPDATA']].flatMap(
    (folder) =>
      folder
        ? [
            path.join(folder, 'Google/Chrome/Application/chrome.exe'),
            path.join(folder, 'Microsoft/Edge/Application/msedge.exe'),
          ]
        : [],
  ),
}

/**
 * A browser for tests and screenshots: `CORRAL_CHROMIUM`, an installed Chromium, Chrome or Edge, or on Linux the one
 * in an npm package.
 *
 * @returns {Promise<string>} the path of its program; rejects if there is none
 */
export async function findBrowser() {
  const named = process.env['CORRAL_CHROMIUM']
  if (named) return named
  const places =
    process.platform === 'darwin' || process.platform === 'win32'
      ? PLACES[process.platform]
      : (process.env['PATH'] ?? '').split(':').flatMap((folder) => NAMES.map((name) => path.join(folder, name)))
  const found = places.find(canRun)
  if (found) return found
  if (process.platform !== 'linux')
    throw new Error('No Chromium, Chrome or Edge was found; name one with CORRAL_CHROMIUM.')
  // With this variable set the package unpacks the libraries it needs next to the browser.
  process.env['AWS_LAMBDA_JS_RUNTIME'] ??= 'nodejs22.x'
  const { default: carried } = await import('@sparticuz/chromium')
  return carried.executablePath()
}

/** @returns {Promise<import('playwright-core').Browser>} */
export async function launchBrowser() {
  return chromium.launch({
    executablePath: await findBrowser(),
    // Containers and root have no user namespaces for Chromium's own sandbox; only our own pages are opened.
    args: [
      '--no-sandbox',
      '--disable-gpu',
      '--disable-background-networking',
      '--disable-component-update',
      '--disable-sync',
    ],
  })
}

/** @param {string} file */
function canRun(file) {
  try {
    accessSync(file, constants.X_OK)
    return true
  } catch {
    return false
  }
}
