/**
 * Milliseconds between two looks, and until the second look at a tray that is gone: a panel that restarts is back then.
 * Each look starts a program, which costs more than all else that Corral does at rest.
 */
const LOOK_EVERY = 30_000
const LOOK_AGAIN = 5_000

interface Watched {
  /** Whether the tray icon is the only way back to the window. */
  isHidden: () => boolean
  hasTray: () => Promise<boolean>
  /** Called when the tray is gone for good. */
  lost: () => void
}

/** On Linux the panel of the desktop, and with it the tray, can end while the window is hidden. */
export function watchTray({ isHidden, hasTray, lost }: Watched): void {
  const later = (ms: number, isSecond: boolean) => setTimeout(() => void look(isSecond), ms)
  const look = async (isSecond: boolean) => {
    const isGone = isHidden() && !(await hasTray())
    if (isGone && isSecond) lost()
    if (isGone && !isSecond) later(LOOK_AGAIN, true)
    else later(LOOK_EVERY, false)
  }
  later(LOOK_EVERY, false)
}
