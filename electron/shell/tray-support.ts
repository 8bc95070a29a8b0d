import { execFile } from 'node:child_process'

const WATCHER = 'org.kde.StatusNotifierWatcher'
const ANSWER_WITHIN = 1500

/** Programs that can query the session bus; nearly every Linux desktop has one of them. */
const questions: readonly (readonly [string, readonly string[]])[] = [
  [
    'busctl',
    [
      '--user',
      'call',
      'org.freedesktop.DBus',
      '/org/freedesktop/DBus',
      'org.freedesktop.DBus',
      'NameHasOwner',
      's',
      WATCHER,
    ],
  ],
  [
    'gdbus',
    [
      'call',
      '--session',
      '-d',
      'org.freedesktop.DBus',
      '-o',
      '/org/freedesktop/DBus',
      '-m',
      'org.freedesktop.DBus.NameHasOwner',
      WATCHER,
    ],
  ],
  [
    'dbus-send',
    [
      '--session',
      '--print-reply',
      '--dest=org.freedesktop.DBus',
      '/org/freedesktop/DBus',
      'org.freedesktop.DBus.NameHasOwner',
      `string:${WATCHER}`,
    ],
  ],
]

type Run = (program: string, args: readonly string[]) => Promise<string | null>

/**
 * Whether this desktop shows tray icons. On Linux the tray's name on the session bus must have an owner; if that is
 * unknown the answer is no, so that no window is hidden without a way to reopen it.
 */
export async function hasTray(platform: NodeJS.Platform = process.platform, run: Run = runProgram): Promise<boolean> {
  if (platform !== 'linux') return true
  for (const [program, args] of questions) {
    const answer = await run(program, args)
    if (answer !== null) return /\btrue\b/.test(answer)
  }
  return false
}

/** The output of a program; `null` if it is missing or fails. */
const runProgram: Run = (program, args) =>
  new Promise((resolve) => {
    execFile(program, [...args], { timeout: ANSWER_WITHIN }, (error, out) => resolve(error ? null : out))
  })
