import { existsSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { app } from 'electron'
import type { Installation } from './updates.ts'

/** How this Corral was installed. */
export function installation(): Installation {
  const note = path.join(process.resourcesPath, 'package-type')
  return {
    isPackaged: app.isPackaged,
    platform: process.platform,
    env: process.env,
    url: CORRAL_UPDATE_URL,
    isFromStore: process.windowsStore || process.mas,
    packageType: existsSync(note) ? readFileSync(note, 'utf8').trim() : null,
  }
}
