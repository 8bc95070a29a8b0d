import { describe, expect, it, test, vi } from 'vitest'
import type { Update } from '#shared/contract/desktop.ts'
import { createUpdates, updateWay, type Installation, type Updater } from './updates.ts'

const installed: Installation = {
  isPackaged: true,
  platform: 'win32',
  env: {},
  url: 'https://updates.example/corral',
  isFromStore: false,
  packageType: null,
}

test.each([
  ['an installer', {}, 'corral'],
  ['a disk image', { platform: 'darwin' }, 'corral'],
  ['an AppImage', { platform: 'linux', env: { APPIMAGE: '/home/x/Corral.AppImage' } }, 'corral'],
  ['an archive', { platform: 'linux' }, 'by_hand'],
  ['a package', { platform: 'linux', packageType: 'deb' }, 'package_manager'],
  ['a snap', { platform: 'linux', env: { SNAP: '/snap/corral/1' } }, 'package_manager'],
  ['a flatpak', { platform: 'linux', env: { FLATPAK_ID: 'x' } }, 'package_manager'],
  ['a store', { isFromStore: true }, 'package_manager'],
  ['a build that was told no place', { url: '' }, 'by_hand'],
  ['a checkout', { isPackaged: false }, 'by_hand'],
] as [string, Partial<Installation>, Update['way']][])('%s brings new versions by: %#', (_what, more, way) => {
  expect(updateWay({ ...installed, ...more })).toBe(way)
})

const log = { info: () => {}, error: () => {} }

function updates(way: Update['way'], answer: Partial<Updater> = {}) {
  const seen: string[] = []
  let loads = 0
  let installs = 0
  let progress: ((progress: { percent: number }) => void) | undefined
  const updater: Updater = {
    checkForUpdates: async () => ({ isUpdateAvailable: true, updateInfo: { version: '2.0.0' } }),
    downloadUpdate: async () => progress?.({ percent: 50 }),
    quitAndInstall: () => (installs += 1),
    on: (_event, hear) => (progress = hear),
    ...answer,
  }
  const made = createUpdates(
    way,
    async () => {
      loads += 1
      return updater
    },
    log,
    ({ phase, version, share, detail }) =>
      seen.push([phase, version, share, detail].filter((part) => part !== null).join(' ')),
  )
  return { ...made, seen, loads: () => loads, installs: () => installs }
}

describe('updates', () => {
  it('are checked for, downloaded and installed, each on request', async () => {
    const { check, download, install, seen, loads, installs } = updates('corral')
    await download()
    await install()
    expect([loads(), seen]).toEqual([0, []])
    await check()
    await install()
    await download()
    expect(installs()).toBe(0)
    await install()
    expect([loads(), installs()]).toEqual([1, 1])
    expect(seen).toEqual([
      'checking',
      'available 2.0.0',
      'downloading 2.0.0 0',
      'downloading 2.0.0 0.5',
      'ready 2.0.0 1',
    ])
  })

  it('are not available, or the check failed', async () => {
    const none = updates('corral', { checkForUpdates: async () => null })
    await none.check()
    expect(none.seen).toEqual(['checking', 'current'])
    const failing = updates('corral', { checkForUpdates: () => Promise.reject(new Error('no network')) })
    await failing.check()
    expect(failing.seen).toEqual(['checking', 'failed no network'])
    await failing.check()
    expect(failing.loads()).toBe(1)
  })

  it.each(['package_manager', 'by_hand'] as const)('are not checked for if they come by %s', async (way) => {
    const { check, follow, loads } = updates(way)
    await check()
    follow(true)
    expect(loads()).toBe(0)
  })

  it('are checked for daily while the setting is on, and never while it is off', async () => {
    vi.useFakeTimers()
    const { follow, loads, seen } = updates('corral', { checkForUpdates: async () => null })
    follow(false)
    await vi.advanceTimersByTimeAsync(100 * 3600_000)
    expect(loads()).toBe(0)
    follow(true)
    await vi.advanceTimersByTimeAsync(49 * 3600_000)
    expect(seen.filter((phase) => phase === 'checking')).toHaveLength(3)
    follow(false)
    await vi.advanceTimersByTimeAsync(100 * 3600_000)
    expect(seen.filter((phase) => phase === 'checking')).toHaveLength(3)
    vi.useRealTimers()
  })
})
