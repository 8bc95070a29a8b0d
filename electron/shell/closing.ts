import type { Transfer } from '#shared/contract/transfers.ts'
import type { Settings } from '#shared/contract/settings.ts'
import { isAtWork } from '#shared/domain/transfer-state.ts'
import type { ShellI18n } from './shell-i18n.ts'

/** What happens when the user closes the window. */
export type Closing = 'close' | 'hide' | 'minimize' | 'quit'

/**
 * On macOS an app outlives its window. Elsewhere the setting decides; a window is hidden only if a tray icon can
 * bring it back, and otherwise minimised.
 */
export function whenClosed(platform: NodeJS.Platform, closing: Settings['closing'], hasTrayIcon: boolean): Closing {
  if (platform === 'darwin') return 'close'
  if (closing === 'quit') return 'quit'
  return hasTrayIcon ? 'hide' : 'minimize'
}

export interface Question {
  message: string
  detail: string
  buttons: string[]
  /** Indexes of `buttons`: for Enter, and for Escape. */
  defaultId: number
  cancelId: number
}

/** The question before quitting, with quitting as its first button; `null` if no transfer would be interrupted. */
export function quitQuestion(transfers: readonly Transfer[], { t }: ShellI18n): Question | null {
  const active = transfers.filter(isAtWork)
  if (active.length === 0) return null
  const kinds = new Set(active.map(({ kind }) => kind))
  return {
    message: t('desktop.quitting.title', { count: active.length, value: active.length }),
    detail: (['pull', 'push'] as const)
      .filter((kind) => kinds.has(kind))
      .map((kind) => t(`desktop.quitting.${kind}`))
      .join('\n'),
    buttons: [t('desktop.quitting.quit'), t('desktop.quitting.stay')],
    defaultId: 1,
    cancelId: 1,
  }
}
