import { randomBytes } from 'node:crypto'
import path from 'node:path'
import { readAssets } from './assets.ts'
import { closeAndRelease } from './close-within.ts'
import { openApp } from './core/app.ts'
import { readFlags } from './flags.ts'
import { FolderInUse, defaultDataFolder } from './platform/data-folder.ts'
import { openPlatform } from './platform/platform.ts'
import { openWebServer } from './web/web-server.ts'

/** Longest time for closing before the process ends anyway, in milliseconds. */
const CLOSE_WITHIN = 800

/** A server of Linux may have no file manager. */
const hasDesktop = process.platform !== 'linux' || Boolean(process.env['DISPLAY'] || process.env['WAYLAND_DISPLAY'])

async function openFolder(folder: string): Promise<void> {
  const { default: open } = await import('open')
  await open(folder)
}

async function serve(): Promise<void> {
  const flags = readFlags(process.argv.slice(2))
  const folder = flags.data ?? defaultDataFolder()
  const locale = Intl.DateTimeFormat().resolvedOptions().locale
  const platform = await openPlatform(flags, folder, 'web', locale, hasDesktop ? { openFolder } : {})
  const app = await openApp(platform)
  const token = randomBytes(32).toString('base64url')
  const server = await openWebServer(app, readAssets(path.join(__dirname, '..', 'page')), {
    port: flags.port,
    token,
    alsoFrom: process.env['CORRAL_DEV_ORIGIN'],
  })

  let closing = false
  const close = () => {
    if (closing) return
    closing = true
    const closeAll = () => Promise.allSettled([server.close(), app.close()])
    void closeAndRelease(CLOSE_WITHIN, closeAll, platform.release).then(() => process.exit(0))
  }
  process.on('SIGINT', close)
  process.on('SIGTERM', close)
  process.on('uncaughtException', (error) => {
    platform.log.error('uncaught', error)
    console.error(error)
    process.exitCode = 1
    close()
  })

  console.log(`Corral: ${server.origin}/#token=${token}`)
  await app.begin()
}

serve().catch((error: unknown) => {
  console.error(sayPlainly(error))
  process.exit(1)
})

function sayPlainly(error: unknown): string {
  if (error instanceof FolderInUse) return error.message
  const { code, message } = error as NodeJS.ErrnoException
  if (code === 'EADDRINUSE') return 'Corral: that port is taken. Choose another with --port, or 0 for a free one.'
  return `Corral could not start: ${message}`
}
