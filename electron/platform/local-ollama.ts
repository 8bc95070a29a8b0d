import { spawn } from 'node:child_process'
import { access, constants } from 'node:fs/promises'
import type { Socket } from 'node:net'
import os from 'node:os'
import path from 'node:path'
import type { LocalOllama } from '#shared/contract/hosts.ts'
import type { LocalServer, StartedServer } from '../core/platform.ts'

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

/** Characters kept of the output. */
const MOST_OUTPUT = 16_000

/**
 * `ollama serve` with its output in a pipe. A Go program ends when it writes to a pipe that nobody reads any more, so
 * `cat` reads on once Corral has quit.
 */
export const SERVE = '"$0" serve 2>&1 | { dd bs=4096 count=256 2>/dev/null; exec cat >/dev/null; }'

function commandOf({ path: file, how }: LocalOllama, platform: NodeJS.Platform): [string, string[]] {
  if (how === 'app') return platform === 'darwin' ? ['open', ['-a', file]] : [file, []]
  // On Windows a write to a closed pipe fails and is ignored.
  return platform === 'win32' ? [file, ['serve']] : ['/bin/sh', ['-c', SERVE, file]]
}

/** Starts it as a separate process that outlives Corral. */
export function startOllama(ollama: LocalOllama, platform = process.platform): Promise<StartedServer> {
  const [program, args] = commandOf(ollama, platform)
  return new Promise((resolve, reject) => {
    const child = spawn(program, args, { detached: true, stdio: ['ignore', 'pipe', 'pipe'], windowsHide: true })
    let output = ''
    for (const stream of [child.stdout, child.stderr]) {
      stream.setEncoding('utf8')
      stream.on('data', (text: string) => (output = (output + text).slice(-MOST_OUTPUT)))
      // Only a pipe to a child is a socket, which could keep Corral from ending.
      if ('unref' in stream) (stream as Socket).unref()
    }
    const ended = new Promise<void>((end) => {
      child.once('close', (code) => {
        // What opens an app ends at once, and with 0 if it could.
        if (ollama.how === 'serve' || code !== 0) end()
      })
    })
    child.once('error', reject)
    child.once('spawn', () => {
      child.unref()
      resolve({ ended, output: () => output })
    })
  })
}

export const localServer: LocalServer = {
  url: 'http://127.0.0.1:11434',
  find: () => findOllama(thisComputer),
  start: (ollama) => startOllama(ollama),
}
