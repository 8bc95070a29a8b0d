import type { MenuItemConstructorOptions } from 'electron'
import { describe, expect, it } from 'vitest'
import type { Loaded, RunningState } from '#shared/contract/running.ts'
import { applicationMenu } from './menu.ts'
import { trayMenu } from './tray-menu.ts'
import { webPreferences } from './web-preferences.ts'
import { placeWindow } from './window-place.ts'
import { wordsFor } from './words.ts'

const english = wordsFor('en', [])
const chinese = wordsFor('system', ['zh-TW', 'en'])

describe('placeWindow', () => {
  const one = { x: 0, y: 0, width: 1920, height: 1080 }
  const right = { x: 1920, y: 0, width: 1280, height: 720 }
  it.each([
    ['nothing kept', null, [one], { width: 1280, height: 800 }],
    ['as it was left', { x: 100, y: 50, width: 1200, height: 700 }, [one], { x: 100, y: 50, width: 1200, height: 700 }],
    [
      'on a display that is gone',
      { x: 2100, y: 50, width: 1200, height: 700 },
      [one],
      { x: 720, y: 50, width: 1200, height: 700 },
    ],
    [
      'on the display it is mostly on',
      { x: 1800, y: 0, width: 1200, height: 700 },
      [one, right],
      { x: 1920, y: 0, width: 1200, height: 700 },
    ],
    [
      'larger than the display',
      { x: -50, y: -50, width: 4000, height: 3000 },
      [one],
      { x: 0, y: 0, width: 1920, height: 1080 },
    ],
    ['smaller than it may be', { x: 5, y: 5, width: 10, height: 10 }, [one], { x: 5, y: 5, width: 900, height: 600 }],
    ['no display at all', { x: 5, y: 5, width: 1000, height: 700 }, [], { width: 1280, height: 800 }],
  ])('%s', (_what, kept, displays, placed) => expect(placeWindow(kept, displays)).toEqual(placed))
})

describe('trayMenu', () => {
  const acts = { open: () => {}, unload: () => {}, unloadAll: () => {}, quit: () => {} }
  const now = 1_000_000
  const loaded = (name: string, more: Partial<Loaded>): Loaded => ({
    name,
    digest: '',
    family: '',
    parameterSize: '',
    quantization: '',
    size: 2.5e9,
    sizeVram: 2.5e9,
    contextLength: 4096,
    expiresAt: now + 252_000,
    slot: 0,
    otherUse: null,
    ...more,
  })
  const state = (models: Loaded[], more: Partial<RunningState> = {}): RunningState => ({
    hostId: 'local',
    models,
    readAt: now,
    clockOffsetMs: 0,
    problem: null,
    ...more,
  })
  const labels = (menu: MenuItemConstructorOptions[]) => menu.map(({ label, type }) => label ?? type)

  it('lists what is loaded, with memory and time left on the server’s clock', () => {
    const models = [
      loaded('qwen3:32b', {}),
      loaded('gemma3:12b', { expiresAt: null, size: 8.9e9 }),
      loaded('phi4-mini:latest', { expiresAt: now - 1 }),
    ]
    expect(labels(trayMenu(state(models), now, english, acts))).toEqual([
      'qwen3:32b · 2.5 GB · 4 min',
      'gemma3:12b · 8.9 GB · until unloaded',
      'phi4-mini:latest · 2.5 GB · stopping',
      'separator',
      'Unload all',
      'Open Corral',
      'Quit Corral',
    ])
    const later = trayMenu(state(models, { clockOffsetMs: 3_600_000 }), now, english, acts)
    expect(later[0]?.label).toBe('qwen3:32b · 2.5 GB · stopping')
  })

  it('says when nothing is loaded, and when the server does not answer', () => {
    expect(labels(trayMenu(null, now, english, acts))[0]).toBe('No model is loaded')
    const down = state([], { problem: { code: 'refused', params: {}, retryable: true } })
    expect(labels(trayMenu(down, now, english, acts))[0]).toBe('The server does not answer')
    expect(labels(trayMenu(null, now, chinese, acts))).toContain('打开 Corral')
  })

  it('unloads the model it names', () => {
    const unloaded: string[] = []
    const [item] = trayMenu(state([loaded('a:1', {})]), now, english, {
      ...acts,
      unload: (name) => unloaded.push(name),
    })
    const [unload] = (item?.submenu ?? []) as { click?: () => void }[]
    unload?.click?.()
    expect(unloaded).toEqual(['a:1'])
  })
})

describe('applicationMenu', () => {
  const roles = (menu: MenuItemConstructorOptions[]) => menu.map(({ role, label }) => role ?? label)

  it('has what each system expects, and Edit with its roles everywhere', () => {
    expect(roles(applicationMenu('darwin', english))).toEqual(['appMenu', 'File', 'editMenu', 'View', 'windowMenu'])
    expect(roles(applicationMenu('linux', english))).toEqual(['File', 'editMenu', 'View', 'windowMenu'])
  })

  it('offers no developer tools', () => {
    expect(JSON.stringify(applicationMenu('win32', english))).not.toContain('DevTools')
  })
})

// Whoever weakens one of these changes this text, for a reviewer to see.
it('opens every page shut off from Node and from the system', () => {
  expect(webPreferences('/app/preload.cjs')).toMatchInlineSnapshot(`
    {
      "allowRunningInsecureContent": false,
      "contextIsolation": true,
      "experimentalFeatures": false,
      "navigateOnDragDrop": false,
      "nodeIntegration": false,
      "nodeIntegrationInSubFrames": false,
      "nodeIntegrationInWorker": false,
      "preload": "/app/preload.cjs",
      "sandbox": true,
      "spellcheck": false,
      "webSecurity": true,
      "webviewTag": false,
    }
  `)
})
