import { mkdir, rm, writeFile } from 'node:fs/promises'
import os from 'node:os'
import path from 'node:path'
import { app } from 'electron'
import type { Settings } from '#shared/contract/settings.ts'
import { autostartFile, desktopEntry } from './autostart.ts'

type Login = Settings['login']

/** Starts Corral at login, or no more. macOS and Windows are asked through Electron, Linux desktops by a file. */
export async function setLogin(login: Login): Promise<void> {
  // Run from its source, it is the runtime that starts, and needs to be told what to run.
  const source = app.isPackaged ? [] : [app.getAppPath()]
  if (process.platform !== 'linux') {
    const args = [...source, ...(login === 'hidden' ? ['--hidden'] : [])]
    app.setLoginItemSettings({ openAtLogin: login !== 'off', args })
    return
  }
  const file = autostartFile(process.env, os.homedir())
  if (login === 'off') return rm(file, { force: true })
  await mkdir(path.dirname(file), { recursive: true })
  // An AppImage runs from a folder that is gone after each run; its own file is named by the environment.
  const program = process.env['APPIMAGE'] ?? process.execPath
  await writeFile(file, desktopEntry([program, ...source], login === 'hidden'))
}

/** Whether this start may be one that shall be out of the way. macOS passes no arguments on, and tells it otherwise. */
export function mayStartHidden(flag: boolean): boolean {
  return flag || (process.platform === 'darwin' && app.getLoginItemSettings().wasOpenedAtLogin)
}

export function startsHidden(flag: boolean, login: Login): boolean {
  return flag || (login === 'hidden' && mayStartHidden(flag))
}
