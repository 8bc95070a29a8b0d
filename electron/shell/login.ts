import { mkdir, rm, writeFile } from 'node:fs/promises'
import os from 'node:os'
import path from 'node:path'
import { app } from 'electron'
import type { Settings } from '#shared/contract/settings.ts'
import { autostartFile, desktopEntry } from './autostart.ts'

type Login = Settings['login']

/** Turns the start at login on or off: on macOS and Windows through Electron, on Linux by a file. */
export async function setLogin(login: Login): Promise<void> {
  // When run from source, the program is Electron, which needs the path of the app.
  const source = app.isPackaged ? [] : [app.getAppPath()]
  if (process.platform !== 'linux') {
    const args = [...source, ...(login === 'hidden' ? ['--hidden'] : [])]
    app.setLoginItemSettings({ openAtLogin: login !== 'off', args })
    return
  }
  const file = autostartFile(process.env, os.homedir())
  if (login === 'off') return rm(file, { force: true })
  await mkdir(path.dirname(file), { recursive: true })
  // An AppImage runs from a temporary folder; the environment names its file.
  const program = process.env['APPIMAGE'] ?? process.execPath
  await writeFile(file, desktopEntry([program, ...source], login === 'hidden'))
}

/** Whether this start may be a hidden one. macOS passes no arguments at login, but Electron reports such a start. */
export function mayStartHidden(flag: boolean): boolean {
  return flag || (process.platform === 'darwin' && app.getLoginItemSettings().wasOpenedAtLogin)
}

export function startsHidden(flag: boolean, login: Login): boolean {
  return flag || (login === 'hidden' && mayStartHidden(flag))
}
