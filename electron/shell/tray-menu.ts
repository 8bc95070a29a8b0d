import type { MenuItemConstructorOptions } from 'electron'
import type { RunningState } from '#shared/contract/running.ts'
import { formatBytes, formatDuration } from '#shared/domain/format.ts'
import { expiryOf } from '#shared/domain/memory.ts'
import type { ShellWords } from './words.ts'

const MINUTE = 60_000

export interface TrayActs {
  open(): void
  unload(name: string): void
  unloadAll(): void
  quit(): void
}

/** What the tray offers: the models a host has in memory, each to be unloaded, and the way to the window. */
export function trayMenu(
  running: RunningState | null,
  now: number,
  { t, language }: ShellWords,
  acts: TrayActs,
): MenuItemConstructorOptions[] {
  const models = running?.models ?? []
  const serverNow = now + (running?.clockOffsetMs ?? 0)
  const time = (expiresAt: number | null) => {
    const expiry = expiryOf(expiresAt, serverNow)
    if (expiry.kind === 'never') return t('tray.never')
    if (expiry.kind === 'stopping') return t('tray.stopping')
    return formatDuration(Math.max(MINUTE, Math.round(expiry.ms / MINUTE) * MINUTE), language)
  }
  return [
    ...models.map((model): MenuItemConstructorOptions => ({
      label: t('tray.model', {
        name: model.name,
        memory: formatBytes(model.size, language),
        time: time(model.expiresAt),
      }),
      submenu: [{ label: t('tray.unload'), click: () => acts.unload(model.name) }],
    })),
    ...(models.length === 0
      ? [{ label: running?.problem ? t('tray.unreachable') : t('tray.nothingLoaded'), enabled: false }]
      : []),
    { type: 'separator' },
    ...(models.length > 0 ? [{ label: t('tray.unloadAll'), click: acts.unloadAll }] : []),
    { label: t('tray.open'), click: acts.open },
    { label: t('tray.quit'), click: acts.quit },
  ]
}
