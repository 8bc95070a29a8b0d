import { randomBytes } from 'node:crypto'
import path from 'node:path'
import { readAssets } from './assets.ts'
import { openApp } from './core/app.ts'
import { readFlags } from './flags.ts'
import { FolderInUse, defaultDataFolder } from './machine/data-folder.ts'
import { openMachine } from './machine/machine.ts'
import { openWebDoor } from './web/door.ts'

/** So long the doors may take to close before the process ends all the same. */
const CLOSE_WITHIN = 800

async function serve(): Promise<void> {
  const flags = readFlags(process.argv.slice(2))
  const folder = flags.data ?? defaultDataFolder()
  const locale = Intl.DateTimeFormat().resolvedOptions().locale
  const machine = await openMachine(flags, folder, 'web', locale)
  const app = await openApp(machine)
  const token = randomBytes(32).toString('base64url')
  const door = await openWebDoor(app, readAssets(path.join(__dirname, '..', 'page')), {
    port: flags.port,
    token,
    alsoFrom: process.env['CORRAL_DEV_ORIGIN'],
  })

  let closing = false
  const close = () => {
    if (closing) return
    closing = true
    setTimeout(() => process.exit(0), CLOSE_WITHIN).unref()
    void Promise.allSettled([door.close(), app.close()])
      .then(() => machine.release())
      .finally(() => process.exit(0))
  }
  process.on('SIGINT', close)
  process.on('SIGTERM', close)
  process.on('uncaughtException', (error) => {
    machine.log.error('uncaught', error)
    console.error(error)
    process.exitCode = 1
    close()
  })

  console.log(`Corral: ${door.origin}/#token=${token}`)
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
  if (code === 'EACCES' || code === 'EROFS' || code === 'ENOTDIR')
    return `Corral cannot write its data folder: ${message}`
  return `Corral could not start: ${message}`
}
