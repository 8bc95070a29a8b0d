import { execFile } from 'node:child_process'

const WATCHER = 'org.kde.StatusNotifierWatcher'
const ANSWER_WITHIN = 1500

/** The programs that can ask the session bus; one of them is on nearly every Linux desktop. */
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
 * Whether this desktop shows tray icons. On Linux somebody must own the name of the tray on the session
 * bus; where that cannot be told the answer is no, so that no window is hidden without a way back.
 */
export async function hasTray(platform: NodeJS.Platform = process.platform, run: Run = runProgram): Promise<boolean> {
  if (platform !== 'linux') return true
  for (const [program, args] of questions) {
    const answer = await run(program, args)
    if (answer !== null) return /\btrue\b/.test(answer)
  }
  return false
}

/** What a program prints; `null` where it is not there or fails. */
const runProgram: Run = (program, args) =>
  new Promise((resolve) => {
    execFile(program, [...args], { timeout: ANSWER_WITHIN }, (error, out) => resolve(error ? null : out))
  })
