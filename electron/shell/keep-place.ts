import { screen } from 'electron'
import { notePlace, placeWindow } from './window-place.ts'
import type { WindowStore } from './window-state.ts'
import type { NewWindow } from './window.ts'

const SAVE_AFTER = 500

/**
 * Restores the place of a window, records its changes, and shows it after its first paint, or minimised.
 */
export function keepPlace({ window, drawn }: NewWindow, state: WindowStore, show: 'normal' | 'minimized'): void {
  const { bounds, maximized } = placeWindow(state.get().places, screen.getAllDisplays())
  if ('x' in bounds) window.setBounds(bounds)
  void drawn.then(() => {
    if (window.isDestroyed()) return
    if (show === 'minimized') window.minimize()
    else if (maximized) window.maximize()
    else window.show()
  })

  let timer: NodeJS.Timeout | undefined
  const save = () => {
    clearTimeout(timer)
    const now = { ...window.getNormalBounds(), maximized: window.isMaximized() }
    void state.set({ places: notePlace(state.get().places, now, screen.getAllDisplays()) })
  }
  const saveSoon = () => {
    clearTimeout(timer)
    timer = setTimeout(save, SAVE_AFTER)
  }
  window.on('resize', saveSoon)
  window.on('move', saveSoon)
  window.on('close', save)
  window.on('closed', () => clearTimeout(timer))
}
