import path from 'node:path'
import { app, dialog, session } from 'electron'
import { readAssets } from './assets.ts'
import { readFlags } from './flags.ts'
import type { Corral } from './shell/corral.ts'
import { reportCrashes } from './shell/crash-handler.ts'
import { mayStartHidden } from './shell/login.ts'
import { createStartTimes } from './shell/start-times.ts'
import { handOverPorts } from './shell/port.ts'
import { limitContents, limitSession } from './shell/rules.ts'
import { registerScheme, serveScheme } from './shell/scheme.ts'
import { makeWindow } from './shell/window.ts'

// Only what the first window needs is loaded before it; the rest while its page starts.
const startTimes = createStartTimes()
const flags = readFlags(process.argv)
let corral: Corral | null = null
/** Requests made before the app can follow them. */
const asked = [...process.argv]

// Pages load nothing from the network, so that a process of its own for it would only need memory and time.
app.commandLine.appendSwitch('enable-features', 'NetworkServiceInProcess2')
registerScheme()
reportCrashes(
  () => corral?.log ?? null,
  () => corral?.i18n() ?? null,
)
limitContents(app, (url) => corral?.openOutside(url))
if (flags.data) app.setPath('userData', flags.data)
app.on('open-url', (event, url) => {
  event.preventDefault()
  if (corral) corral.follow([url])
  else asked.unshift(url)
})
app.on('second-instance', (_event, args) => {
  if (corral) corral.open(args)
  else asked.unshift(...args)
})
app.on('activate', () => corral?.open([]))

if (app.requestSingleInstanceLock()) boot().catch(giveUp)
else app.quit()

/** Each step needs only the one before it. */
async function boot(): Promise<void> {
  await app.whenReady()
  startTimes.mark('ready')
  const devUrl = app.isPackaged ? null : (process.env['CORRAL_DEV_URL'] ?? null)
  limitSession(session.defaultSession, devUrl)
  serveScheme(readAssets(path.join(__dirname, '..', 'page')), devUrl)
  const first = mayStartHidden(flags.hidden) ? null : makeWindow()
  // The window may be destroyed, and cannot be asked for its contents then.
  const firstContents = first?.window.webContents
  startTimes.mark('window')
  const opening = import('./shell/corral.ts').then(({ openCorral }) => openCorral(flags, startTimes, first))
  // A page asks for its port while the core is still being opened.
  handOverPorts(
    (contents) => contents === firstContents || corral?.isOurs(contents) === true,
    (port) => void opening.then(({ connect }) => connect(port)),
  )
  corral = await opening
  if (app.isPackaged) app.setAsDefaultProtocolClient('corral', process.execPath, ['--'])
  corral.follow(asked)
  await corral.begun
}

function giveUp(error: unknown): void {
  // Failures while closing are not reported.
  if (corral?.isEnding()) return
  const isInUse = error instanceof Error && error.name === 'FolderInUse'
  const text = isInUse ? error.message : `Corral could not start: ${String(error)}`
  console.error(text)
  if (!isInUse || !process.stdout.isTTY) dialog.showErrorBox('Corral', text)
  app.exit(1)
}
