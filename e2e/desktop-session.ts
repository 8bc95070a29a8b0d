import { spawn, spawnSync } from 'node:child_process'
import path from 'node:path'
import { once } from 'node:events'
import { fileURLToPath } from 'node:url'

const root = fileURLToPath(new URL('..', import.meta.url))

/**
 * A program that runs a command in a desktop with a tray (`StatusNotifierWatcher`) in the panel at the top of the
 * screen, Xfce's panel, and with xdotool and ImageMagick; empty where there is none.
 */
export const desktopProgram = process.env['CORRAL_DESKTOP_SESSION'] ?? ''

/** A desktop of its own, on a screen of 1280 × 800. */
export interface DesktopSession {
  /** What a program needs to be in it. */
  env: Record<string, string>
  /** Runs a program in it to its end, and returns its output. */
  run(program: string, ...args: string[]): Buffer
  close(): Promise<void>
}

export async function openDesktopSession(): Promise<DesktopSession> {
  const names = ['DISPLAY', 'XAUTHORITY', 'DBUS_SESSION_BUS_ADDRESS', 'XDG_CURRENT_DESKTOP', 'XDG_CONFIG_HOME']
  // Ends with its input.
  const tell = `${names.map((name) => `echo "${name}=$${name}"`).join('; ')}; echo ready; cat`
  const session = spawn(desktopProgram, ['bash', '-c', tell], { stdio: ['pipe', 'pipe', 'ignore'] })
  let told = ''
  for await (const chunk of session.stdout) {
    told += String(chunk)
    if (told.includes('ready\n')) break
  }
  const env = Object.fromEntries(
    told.split('\n').flatMap((line) => {
      const [, name, value] = /^(\w+)=(.+)$/.exec(line) ?? []
      return name !== undefined && value !== undefined ? [[name, value]] : []
    }),
  )
  return {
    env,
    run(program, ...args) {
      const { stdout, stderr, status, error } = spawnSync(program, args, { env: { ...process.env, ...env } })
      if (error || status !== 0) throw error ?? new Error(`${program} ${args.join(' ')}: ${String(stderr)}`)
      return stdout
    },
    async close() {
      const closed = once(session, 'exit')
      session.stdin.end()
      await closed
    },
  }
}

/** Where the panel draws the only icon of its tray, as it is 28 pixels high. */
const ICON = { x: 1241, y: 0, size: 28 }
export const ICON_CENTRE = [ICON.x + 14, ICON.y + 14].map(String)

export const trayStates = ['idle', 'loaded', 'transferring', 'unreachable'] as const
type TrayState = (typeof trayStates)[number]

/** The state whose picture the tray shows, by its pixels; `null` where it shows none of them. */
export function stateInTray(desktop: DesktopSession): TrayState | null {
  const { x, y, size } = ICON
  const shown = grey(desktop, 'import', '-window', 'root', '-crop', `${size}x${size}+${x}+${y}`)
  const likeness = trayStates.map((state) => ({ state, value: likenessOf(shown, pictureOf(desktop, state), size) }))
  const [best] = likeness.sort((a, b) => b.value - a.value)
  return best && best.value > 0.98 ? best.state : null
}

/** Whether the menu of the icon is drawn, on the black of the desktop. */
export function isMenuOpen(desktop: DesktopSession): boolean {
  const place = `40x40+${ICON.x - 20}+${ICON.y + ICON.size + 20}`
  return grey(desktop, 'import', '-window', 'root', '-crop', place).some((value) => value > 128)
}

/** The side of a picture in the panel, in pixels. */
const SIDE = 22
const pictures = new Map<TrayState, Buffer>()
function pictureOf(desktop: DesktopSession, state: TrayState): Buffer {
  const known = pictures.get(state)
  if (known) return known
  const file = path.join(root, `build/icons/tray/${state}-light@2x.png`)
  const picture = grey(desktop, 'convert', file, '-background', 'white', '-flatten', '-resize', `${SIDE}x${SIDE}!`)
  pictures.set(state, picture)
  return picture
}

function grey(desktop: DesktopSession, program: string, ...args: string[]): Buffer {
  return desktop.run(program, ...args, '-colorspace', 'gray', '-depth', '8', 'gray:-')
}

/** The correlation of a picture with a part of the screen, at the place where it is highest; 1 for the same. */
function likenessOf(shown: Uint8Array, picture: Uint8Array, size: number): number {
  let best = -1
  for (let top = 0; top <= size - SIDE; top++)
    for (let left = 0; left <= size - SIDE; left++) {
      const part = picture.map((_, at) => shown[(top + Math.floor(at / SIDE)) * size + left + (at % SIDE)] ?? 0)
      best = Math.max(best, correlation(part, picture))
    }
  return best
}

function correlation(a: Uint8Array, b: Uint8Array): number {
  const mean = (values: Uint8Array) => values.reduce((sum, value) => sum + value, 0) / values.length
  const [ma, mb] = [mean(a), mean(b)]
  let [ab, aa, bb] = [0, 0, 0]
  for (const [at, value] of a.entries()) {
    const [da, db] = [value - ma, (b[at] ?? 0) - mb]
    ab += da * db
    aa += da * da
    bb += db * db
  }
  return aa === 0 || bb === 0 ? 0 : ab / Math.sqrt(aa * bb)
}
