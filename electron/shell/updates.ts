import type { Update } from '#shared/contract/desktop.ts'
import type { Log } from '../core/platform.ts'

const DAY = 24 * 60 * 60 * 1000

/** The part of electron-updater that is used. */
export interface Updater {
  checkForUpdates(): Promise<{ isUpdateAvailable: boolean; updateInfo: { version: string } } | null>
  downloadUpdate(): Promise<unknown>
  quitAndInstall(): void
  on(event: 'download-progress', hear: (progress: { percent: number }) => void): unknown
}

export interface Installation {
  isPackaged: boolean
  platform: NodeJS.Platform
  env: NodeJS.ProcessEnv
  /** The address of updates; empty for none. */
  url: string
  /** Installed by the store of Microsoft or Apple. */
  isFromStore: boolean
  /** The type that electron-builder writes into a package: `deb`, `rpm`, `pacman`. */
  packageType: string | null
}

/** How updates are installed. What a package manager installed is left to it. */
export function updateWay({ isPackaged, platform, env, url, isFromStore, packageType }: Installation): Update['way'] {
  if (!isPackaged) return 'by_hand'
  if (isFromStore || packageType !== null || env['SNAP'] || env['FLATPAK_ID']) return 'package_manager'
  if (url === '') return 'by_hand'
  // On Linux without a package manager only an AppImage can replace itself.
  return platform === 'linux' && !env['APPIMAGE'] ? 'by_hand' : 'corral'
}

/**
 * Checks for new versions, daily while the setting allows it; downloads and installs only on request. The updater is
 * loaded for the first check, and no request is sent before.
 */
export function createUpdates(
  way: Update['way'],
  load: () => Promise<Updater>,
  log: Log,
  show: (update: Update) => void,
) {
  let update: Update = { way, phase: 'idle', version: null, share: null, detail: null }
  let updater: Promise<Updater> | undefined
  let timer: NodeJS.Timeout | undefined
  const put = (change: Partial<Update>) => {
    update = { ...update, detail: null, ...change }
    show(update)
  }
  const get = () =>
    (updater ??= load().then((loaded) => {
      loaded.on('download-progress', ({ percent }) => put({ share: percent / 100 }))
      return loaded
    }))
  const attempt = async (act: (loaded: Updater) => Promise<void>) => {
    try {
      await act(await get())
    } catch (error) {
      log.error('updates', error)
      put({
        phase: 'failed',
        share: null,
        detail: error instanceof Error ? error.message.slice(0, 500) : String(error),
      })
    }
  }
  const check = async () => {
    if (way !== 'corral' || update.phase === 'checking' || update.phase === 'downloading') return
    put({ phase: 'checking' })
    await attempt(async (loaded) => {
      const found = await loaded.checkForUpdates()
      if (found?.isUpdateAvailable) put({ phase: 'available', version: found.updateInfo.version })
      else put({ phase: 'current', version: null })
    })
  }
  return {
    state: () => update,
    check,
    async download() {
      if (update.phase !== 'available') return
      put({ phase: 'downloading', share: 0 })
      await attempt(async (loaded) => {
        await loaded.downloadUpdate()
        put({ phase: 'ready', share: 1 })
      })
    },
    async install() {
      if (update.phase === 'ready') (await get()).quitAndInstall()
    },
    /** Follows the setting. */
    follow(isAllowed: boolean) {
      clearInterval(timer)
      timer = undefined
      if (!isAllowed || way !== 'corral') return
      timer = setInterval(() => void check(), DAY)
      timer.unref()
      if (update.phase === 'idle') void check()
    },
  }
}
