import type { MenuItemConstructorOptions } from 'electron'
import { describe, expect, it } from 'vitest'
import { applicationMenu, type MenuActs } from './menu.ts'
import { createShellI18n } from './shell-i18n.ts'

const done: string[] = []
const acts = Object.fromEntries(
  ['openSettings', 'openPanel', 'pull', 'showKeys', 'copyDiagnostics', 'openLogs'].map((name) => [
    name,
    () => done.push(name),
  ]),
) as unknown as MenuActs
const menu = (platform: NodeJS.Platform, language: 'en' | 'zh-CN' = 'en') =>
  applicationMenu(platform, createShellI18n(language, []), acts)
const items = ({ submenu }: MenuItemConstructorOptions) => (Array.isArray(submenu) ? submenu : [])
const all = (platform: NodeJS.Platform, language: 'en' | 'zh-CN' = 'en') => menu(platform, language).flatMap(items)
const labels = (list: MenuItemConstructorOptions[]) => list.map(({ label }) => label)

describe('applicationMenu', () => {
  it('has the usual entries of each system', () => {
    expect(labels(menu('darwin'))).toEqual(['Corral', 'File', 'Edit', 'View', 'Window', 'Help'])
    expect(labels(menu('linux'))).toEqual(['File', 'Edit', 'View', 'Window', 'Help'])
    const [own] = menu('darwin')
    expect(labels(own ? items(own) : [])).toContain('Settings…')
    const [file] = menu('win32')
    expect(labels(file ? items(file) : [])).toEqual(['Pull a model…', undefined, 'Settings…', undefined, 'Quit Corral'])
  })

  it.each(['darwin', 'win32', 'linux'] as const)(
    'copies and pastes by roles, and offers no developer tools: %s',
    (platform) => {
      const roles = all(platform).map(({ role }) => role)
      expect(roles).toEqual(expect.arrayContaining(['undo', 'copy', 'paste', 'selectAll', 'quit', 'togglefullscreen']))
      expect(JSON.stringify(menu(platform))).not.toMatch(/devtools/i)
    },
  )

  it('leaves Ctrl+, to the page, and handles Cmd+, on macOS', () => {
    const settings = (platform: NodeJS.Platform) => all(platform).find(({ label }) => label === 'Settings…')
    expect(settings('linux')).toMatchObject({ accelerator: 'CommandOrControl+,', registerAccelerator: false })
    expect(settings('darwin')).toMatchObject({ registerAccelerator: true })
  })

  it('calls the act of each entry', () => {
    done.length = 0
    for (const { click } of all('linux') as { click?: () => void }[]) click?.()
    expect(done).toEqual(['pull', 'openSettings', 'openPanel', 'showKeys', 'copyDiagnostics', 'openLogs'])
  })

  it('has every label in the language of the settings', () => {
    const items = [...menu('darwin', 'zh-CN'), ...all('darwin', 'zh-CN')]
    const english = items.filter(({ label, type }) => type !== 'separator' && !/[一-鿿]/.test(label ?? ''))
    expect(labels(english)).toEqual(['Corral'])
  })
})
