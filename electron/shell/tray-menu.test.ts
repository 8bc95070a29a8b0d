import type { MenuItemConstructorOptions } from 'electron'
import { describe, expect, it, test } from 'vitest'
import { quickView, type QuickSources } from '#shared/domain/quick-view.ts'
import { host, hosts, loaded, now, running, transfer } from '#shared/domain/test-fixtures.ts'
import { trayMenu, trayTooltip, type TrayActs } from './tray-menu.ts'
import { createShellI18n } from './shell-i18n.ts'

const english = createShellI18n('en', [])
const chinese = createShellI18n('system', ['zh-TW', 'en'])

const done: string[] = []
const acts: TrayActs = {
  open: () => done.push('open'),
  openSettings: () => done.push('settings'),
  openTransfer: (id) => done.push(`transfer ${id}`),
  openTransfers: () => done.push('transfers'),
  openPanel: () => done.push('panel'),
  unload: (hostId, { name }) => done.push(`unload ${hostId} ${name}`),
  keepHour: (hostId, { name }) => done.push(`keep ${hostId} ${name}`),
  load: (hostId, name) => done.push(`load ${hostId} ${name}`),
  unloadAll: () => done.push('unload all'),
  quit: () => done.push('quit'),
}

const view = (sources: Partial<QuickSources>) =>
  quickView({ hosts: hosts('a', host('a')), running: new Map(), transfers: [], ...sources }, now)
const menu = (sources: Partial<QuickSources>, i18n = english) => trayMenu(view(sources), i18n, acts, false)
const labels = (items: MenuItemConstructorOptions[]) => items.map(({ label, type }) => label ?? type)
/** The labels for hosts and transfers, before the fixed entries. */
const told = (sources: Partial<QuickSources>, i18n = english) => {
  const all = labels(menu(sources, i18n))
  return all.slice(0, all.lastIndexOf('separator', all.length - 3))
}

describe('the tray menu', () => {
  it('lists what is loaded host by host, with memory and time left', () => {
    const sources = {
      hosts: hosts(
        'b',
        host('a', { name: 'Workstation' }),
        host('b', { name: '', kind: 'local', url: 'http://127.0.0.1:11434' }),
      ),
      running: new Map([
        running('a', [loaded('phi4-mini:latest', { expiresAt: now - 1, stoppingSince: now - 1, size: 2.5e9 })]),
        running('b', [loaded('qwen3:32b'), loaded('gemma3:12b', { expiresAt: 'never', size: 8.9e9 })]),
      ]),
    }
    expect(labels(menu(sources))).toEqual([
      'This computer',
      'gemma3:12b · 8.9 GB · until unloaded',
      'qwen3:32b · 2.0 GB · 4 min',
      'Free memory',
      'Workstation',
      'phi4-mini:latest · 2.5 GB · stopping',
      'separator',
      'Unload all, free 13.4 GB',
      'Quick view',
      'Open Corral',
      'Settings…',
      'separator',
      'Quit Corral',
    ])
    expect(told(sources, chinese)[0]).toBe('本机')
  })

  it('loads a model that the user keeps a preset of and that is not in memory', () => {
    const preset = { host: host('a').url, keepAlive: null, options: {}, atStart: true }
    const presets = [
      { ...preset, name: 'qwen3:32b', options: { num_ctx: 8192 } },
      { ...preset, name: 'LLama3.2' },
      { ...preset, name: 'gemma3:12b' },
      { ...preset, name: 'other:1', host: 'http://192.0.2.9' },
    ]
    const sources = { presets, running: new Map([running('a', [loaded('gemma3:12b')])]) }
    const load = menu(sources).find(({ id }) => id === 'a load')
    const items = (load?.submenu ?? []) as MenuItemConstructorOptions[]
    expect([load?.label, ...labels(items)]).toEqual(['Load', 'LLama3.2', 'qwen3:32b, with its preset'])
    const [first] = items as { click?: () => void }[]
    first?.click?.()
    expect(done.at(-1)).toBe('load a LLama3.2')
    expect(menu({ presets, running: new Map() }).some(({ id }) => id === 'a load')).toBe(false)
  })

  it('frees an amount on a host, those used least recently first', () => {
    const models = [
      loaded('new:1', { size: 3e9, sizeVram: 3e9, usedAt: now - 1000 }),
      loaded('old:1', { usedAt: now - 60_000 }),
    ]
    const stepsIn = (i18n: typeof english) => {
      const free = menu({ running: new Map([running('a', models)]) }, i18n).find(({ id }) => id === 'a free')
      return (free?.submenu ?? []) as MenuItemConstructorOptions[]
    }
    const steps = stepsIn(english)
    expect(labels(steps)).toEqual(['2.0 GB: unload old:1', '5.0 GB: unload old:1, new:1'])
    expect(labels(stepsIn(chinese)).at(-1)).toContain('old:1、new:1')
    done.length = 0
    // @ts-expect-error Electron's arguments are not used.
    for (const { click } of steps) click?.()
    expect(done).toEqual(['unload a old:1', 'unload a new:1', 'unload a old:1'])
  })

  it('shows what is unknown', () => {
    const silent = loaded('odd:1', { expiresAt: null, size: null, sizeVram: null })
    const sources = { running: new Map([running('a', [loaded('m'), silent])]) }
    expect(labels(menu(sources)).slice(1, 5)).toEqual([
      'm · 2.0 GB · 4 min',
      'odd:1 · memory not reported · no known expiry',
      'separator',
      'Unload all, free at least 2.0 GB',
    ])
    const alone = { running: new Map([running('a', [silent])]) }
    expect(menu(alone).find(({ label }) => label === 'Unload all')?.enabled).toBe(true)
    expect(trayTooltip(view(alone), english, false)).toBe('Corral: 1 model is loaded')
    expect(trayTooltip(view(sources), chinese, false)).toBe('Corral：2 个模型占用 ≥ 2.0 GB')
  })

  it.each([
    ['no host', { hosts: hosts(null) }, ['No server selected']],
    ['nothing loaded', { running: new Map([running('a', [])]) }, ['a: no model is loaded']],
    ['a host that is down', { hosts: hosts('a', host('a', { reach: 'down' })) }, ['a: does not answer']],
    ['a host that is asked', {}, ['a: checking']],
  ] as [string, Partial<QuickSources>, string[]][])('says plainly: %s', (_what, sources, expected) =>
    expect(told(sources)).toEqual(expected),
  )

  it('lists transfers with their progress', () => {
    const transfers = [
      transfer('qwen3', { name: 'qwen3:32b', completed: 609, total: 1000, remainingMs: 250_000 }),
      transfer('mine', { kind: 'push', name: 'me/mine:v1', completed: 1, total: 2 }),
      transfer('new'),
      transfer('slow', { completed: 1, total: 2, quietSince: now - 60_000 }),
      transfer('old', { state: 'done' }),
      transfer('next', { state: 'queued' }),
      transfer('after', { state: 'queued' }),
      transfer('not', { state: 'paused' }),
    ]
    expect(told({ running: new Map([running('a', [])]), transfers })).toEqual([
      'a: no model is loaded',
      'separator',
      '↓ qwen3:32b · 60% · 4 min left',
      '↑ me/mine:v1 · 50%',
      '↓ new:latest · starting',
      '↓ slow:latest · stalled',
      '2 queued',
    ])
    expect(told({ transfers: [transfer('next', { state: 'queued' })] }, chinese)).toEqual([
      'a：正在查询',
      'separator',
      '1 个排队中',
    ])
  })

  it('does not change with each byte where it is replaced while it is open', () => {
    const at = (completed: number) => {
      const seen = view({ transfers: [transfer('t', { completed, total: 1000, remainingMs: 90_000 - completed })] })
      return [...labels(trayMenu(seen, english, acts, true)), trayTooltip(seen, english, true)]
    }
    expect(at(10)).toContain('↓ t:latest · running')
    expect(at(10)).toContain('Corral: 1 transfer is running')
    expect(at(20)).toEqual(at(10))
  })

  it('shows invisible characters of a name, and no part of it as an access key', () => {
    const sources = {
      hosts: hosts('a', host('a', { name: 'R&D \u202e' })),
      running: new Map([running('a', [loaded('m\u200b:1')])]),
    }
    expect(told(sources)).toEqual(['R&&D ⟨U+202E⟩', 'm⟨U+200B⟩:1 · 2.0 GB · 4 min'])
  })

  it('calls the act of each entry', () => {
    done.length = 0
    const items = menu({
      running: new Map([running('a', [loaded('m')])]),
      transfers: [transfer('t'), transfer('q', { state: 'queued' })],
    })
    const press = (list: unknown) => {
      for (const { click, submenu } of list as { click?: () => void; submenu?: unknown }[]) {
        click?.()
        if (submenu) press(submenu)
      }
    }
    press(items)
    expect(done).toEqual([
      'unload a m',
      'keep a m',
      'transfer t',
      'transfers',
      'unload all',
      'panel',
      'open',
      'settings',
      'quit',
    ])
  })

  it('has nothing to unload when nothing is loaded', () => {
    const item = menu({}).find(({ label }) => label === 'Unload all')
    expect(item?.enabled).toBe(false)
  })
})

test.each([
  [{}, 'Corral: no model is loaded'],
  [{ hosts: hosts('a', host('a', { reach: 'down' })) }, 'Corral: the server does not answer'],
  [{ running: new Map([running('a', [loaded('m')])]) }, 'Corral: 1 model uses 2.0 GB'],
  [{ transfers: [transfer('t')] }, 'Corral: 1 transfer is starting'],
  [{ transfers: [transfer('t', { completed: 1, total: 3 }), transfer('u')] }, 'Corral: 2 transfers, 33%'],
] as [Partial<QuickSources>, string][])('the hint of the icon: %#', (sources, expected) => {
  expect(trayTooltip(view(sources), english, false)).toBe(expected)
})
