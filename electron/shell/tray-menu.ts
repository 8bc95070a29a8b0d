import type { MenuItemConstructorOptions } from 'electron'
import type { Loaded } from '#shared/contract/running.ts'
import { formatCount, formatDuration, formatProgress } from '#shared/domain/format.ts'
import { freeSteps } from '#shared/domain/eviction.ts'
import { hostName } from '#shared/domain/host-name.ts'
import { heldOf, type Expiry } from '#shared/domain/memory.ts'
import type { QuickHost, QuickTransfer, QuickView } from '#shared/domain/quick-view.ts'
import { hasSettings } from '#shared/domain/presets.ts'
import { escapeInvisible } from '#shared/domain/escape-invisible.ts'
import type { ShellI18n } from './shell-i18n.ts'

const MINUTE = 60_000

export interface TrayActs {
  open(): void
  openSettings(): void
  openTransfer(id: string): void
  openTransfers(): void
  openPanel(): void
  unload(hostId: string, model: Loaded): void
  keepHour(hostId: string, model: Loaded): void
  load(hostId: string, name: string): void
  unloadAll(): void
  quit(): void
}

/**
 * The menu of the tray: loaded models by host, transfers at work and how many wait, and entries that
 * open the app.
 *
 * @param isReplaced whether a new menu or tooltip resets an open menu, as on Linux. It then has no figure that changes
 *   all the time, since entries would move under the pointer.
 */
export function trayMenu(
  view: QuickView,
  i18n: ShellI18n,
  acts: TrayActs,
  isReplaced: boolean,
): MenuItemConstructorOptions[] {
  const { t, amount, language } = i18n
  const held = heldOf(view.memory)
  return [
    ...(view.hosts.length === 0 ? [{ label: t('desktop.noHost'), enabled: false }] : []),
    ...view.hosts.flatMap((host) => hostItems(host, i18n, acts)),
    ...(view.transfers.length + view.queued === 0 ? [] : [{ type: 'separator' as const }]),
    ...view.transfers.map((transfer) => ({
      id: transfer.id,
      label: plain(transferLabel(transfer, i18n, isReplaced)),
      click: () => acts.openTransfer(transfer.id),
    })),
    ...(view.queued === 0
      ? []
      : [
          {
            label: t('desktop.transfer.queued', { value: formatCount(view.queued, language) }),
            click: () => acts.openTransfers(),
          },
        ]),
    { type: 'separator' },
    {
      label: held.bytes === 0 ? t('desktop.unloadAll') : t('desktop.unloadAllFree', { size: amount(held) }),
      enabled: view.loaded > 0,
      click: () => acts.unloadAll(),
    },
    { label: t('desktop.quickView'), click: () => acts.openPanel() },
    { label: t('desktop.open'), click: () => acts.open() },
    { label: t('desktop.settings'), click: () => acts.openSettings() },
    { type: 'separator' },
    { label: t('desktop.quit'), click: () => acts.quit() },
  ]
}

function hostItems(quick: QuickHost, i18n: ShellI18n, acts: TrayActs) {
  const { host, known, models } = quick
  const { t, bytes } = i18n
  const name = hostName(host, { sandbox: t('common.sandbox'), thisComputer: t('common.thisComputer') })
  const state = known ? 'none' : host.reach === 'down' ? 'down' : 'asking'
  const head = models.length > 0 ? name : t(`desktop.host.${state}`, { host: name })
  return [
    { label: plain(head), enabled: false },
    ...models.map((model): MenuItemConstructorOptions => ({
      id: `${host.id} ${model.name} ${model.contextLength}`,
      label: plain(
        t('desktop.model', {
          name: model.name,
          size: model.size === null ? t('desktop.noMemory') : bytes(model.size),
          time: timeLeft(model.expiry, i18n),
        }),
      ),
      submenu: [
        { label: t('desktop.unload'), click: () => acts.unload(host.id, model) },
        { label: t('desktop.keepHour'), click: () => acts.keepHour(host.id, model) },
      ],
    })),
    ...loadItems(quick, i18n, acts),
    ...freeItems(quick, i18n, acts),
  ]
}

/** Presets in the menu of a host. */
const MOST_LOADS = 15

/** The models that the user keeps presets of, to be loaded with them. */
function loadItems({ host, presets }: QuickHost, { t }: ShellI18n, acts: TrayActs): MenuItemConstructorOptions[] {
  const idle = presets.filter(({ isLoading }) => !isLoading)
  if (idle.length === 0) return []
  return [
    {
      id: `${host.id} load`,
      label: t('desktop.load'),
      submenu: idle.slice(0, MOST_LOADS).map((preset) => ({
        label: plain(hasSettings(preset) ? t('desktop.loadWithPreset', { name: preset.name }) : preset.name),
        click: () => acts.load(host.id, preset.name),
      })),
    },
  ]
}

/** Amounts that can be freed on a host with several models, each with the models to be unloaded. */
function freeItems(
  { host, models }: QuickHost,
  { t, bytes, list }: ShellI18n,
  acts: TrayActs,
): MenuItemConstructorOptions[] {
  const steps = freeSteps(models)
  if (steps.length < 2) return []
  return [
    {
      id: `${host.id} free`,
      label: t('desktop.free'),
      submenu: steps.map((step) => ({
        label: plain(t('desktop.freeStep', { size: bytes(step.bytes), names: list(step.names) })),
        click: () => {
          for (const model of models) if (step.names.includes(model.name)) acts.unload(host.id, model)
        },
      })),
    },
  ]
}

function timeLeft(expiry: Expiry, { t, language }: ShellI18n): string {
  if (expiry.kind === 'never') return t('desktop.never')
  if (expiry.kind === 'unknown') return t('desktop.noExpiry')
  if (expiry.kind === 'stopping') return t('desktop.stopping')
  if (expiry.kind === 'overdue') return t('desktop.overdue')
  return minutes(expiry.ms, language)
}

function transferLabel(transfer: QuickTransfer, i18n: ShellI18n, isReplaced: boolean): string {
  const { kind, name } = transfer
  return i18n.t(`desktop.transfer.${kind}`, { name, state: transferState(transfer, i18n, isReplaced) })
}

function transferState(
  { share, stalled, remainingMs }: QuickTransfer,
  { t, language }: ShellI18n,
  isReplaced: boolean,
): string {
  if (stalled) return t('desktop.transfer.stalled')
  if (share === null) return t('desktop.transfer.starting')
  if (isReplaced) return t('desktop.transfer.running')
  const percent = formatProgress(share, language)
  if (remainingMs === null) return percent
  return t('desktop.transfer.left', { share: percent, time: minutes(remainingMs, language) })
}

/** The tooltip of the icon, in one line; `isReplaced` as for `trayMenu`. */
export function trayTooltip(
  { state, loaded, memory, transfers, share }: QuickView,
  { t, language, amount }: ShellI18n,
  isReplaced: boolean,
): string {
  if (state === 'idle' || state === 'unreachable') return t(`desktop.tooltip.${state}`)
  if (state === 'loaded') {
    const held = heldOf(memory)
    const models = { count: loaded, value: loaded }
    return held.bytes === 0
      ? t('desktop.tooltip.noMemory', models)
      : t('desktop.tooltip.loaded', { ...models, size: amount(held) })
  }
  const count = { count: transfers.length, value: transfers.length }
  if (share === null) return t('desktop.tooltip.starting', count)
  if (isReplaced) return t('desktop.tooltip.running', count)
  return t('desktop.tooltip.transferring', {
    ...count,
    share: formatProgress(share, language),
  })
}

/** Whole minutes, so that the menu changes at most once a minute. */
function minutes(ms: number, language: string): string {
  return formatDuration(Math.max(MINUTE, Math.round(ms / MINUTE) * MINUTE), language)
}

/** A text as a label: invisible characters shown, and `&`, which marks an access key, doubled. */
function plain(label: string): string {
  return escapeInvisible(label).replaceAll('&', '&&')
}
