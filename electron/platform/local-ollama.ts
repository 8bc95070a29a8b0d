import { spawn } from 'node:child_process'
import { access, constants } from 'node:fs/promises'
import os from 'node:os'
import path from 'node:path'
import type { LocalOllama } from '#shared/contract/hosts.ts'
import type { LocalServer } from '../core/platform.ts'

export interface Surroundings {
  platform: NodeJS.Platform
  env: NodeJS.ProcessEnv
  home: string
  /** Whether a file exists, and with `run` whether it is executable. */
  has(file: string, run?: boolean): Promise<boolean>
}

export const thisComputer: Surroundings = {
  platform: process.platform,
  env: process.env,
  home: os.homedir(),
  has: (file, run) =>
    access(file, run ? constants.X_OK : constants.F_OK).then(
      () => true,
      () => false,
    ),
}

const UNIT_FOLDERS = [
  '/etc/systemd/system',
  '/usr/local/lib/systemd/system',
  '/usr/lib/systemd/system',
  '/lib/systemd/system',
]

/**
 * Finds the Ollama of this computer. A service or desktop app is preferred to the program, because it has its own
 * model store (a Linux service under `/usr/share/ollama`); models pulled into the other store would seem lost.
 */
export async function findOllama({ platform, env, home, has }: Surroundings): Promise<LocalOllama | null> {
  const { delimiter, join } = platform === 'win32' ? path.win32 : path.posix
  const firstOf = async (files: string[], run: boolean): Promise<string | undefined> => {
    for (const file of files) if (await has(file, run)) return file
    return undefined
  }
  const program = platform === 'win32' ? 'ollama.exe' : 'ollama'
  const folders = (env['PATH'] ?? env['Path'] ?? '').split(delimiter).filter(Boolean)

  if (platform === 'darwin') {
    const app = await firstOf(['/Applications/Ollama.app', join(home, 'Applications', 'Ollama.app')], false)
    if (app) return { path: app, how: 'app', command: `open -a "${app}"` }
    folders.push('/opt/homebrew/bin', '/usr/local/bin')
  } else if (platform === 'win32') {
    const app = join(env['LOCALAPPDATA'] ?? join(home, 'AppData', 'Local'), 'Programs', 'Ollama', 'ollama app.exe')
    if (await has(app)) return { path: app, how: 'app', command: `"${app}"` }
  } else {
    const unit = await firstOf(
      UNIT_FOLDERS.map((folder) => join(folder, 'ollama.service')),
      false,
    )
    if (unit) return { path: unit, how: 'service', command: 'sudo systemctl start ollama' }
    const own = join(env['XDG_CONFIG_HOME'] || join(home, '.config'), 'systemd', 'user', 'ollama.service')
    if (await has(own)) return { path: own, how: 'service', command: 'systemctl --user start ollama' }
    folders.push('/usr/local/bin', '/usr/bin', join(home, '.local', 'bin'))
  }
  const found = await firstOf(
    folders.map((folder) => join(folder, program)),
    true,
  )
  return found ? { path: found, how: 'serve', command: `${found} serve` } : null
}

/** Starts it as a separate process that outlives Corral. */
export function startOllama({ path: file, how }: LocalOllama, platform = process.platform): Promise<void> {
  const [program, args] =
    how === 'serve' ? [file, ['serve']] : platform === 'darwin' ? ['open', ['-a', file]] : [file, []]
  return new Promise((resolve, reject) => {
    const child = spawn(program, args, { detached: true, stdio: 'ignore', windowsHide: true })
    child.once('error', reject)
    child.once('spawn', () => {
      child.unref()
      resolve()
    })
  })
}

export const localServer: LocalServer = {
  url: 'http://127.0.0.1:11434',
  find: () => findOllama(thisComputer),
  start: (ollama) => startOllama(ollama),
}
