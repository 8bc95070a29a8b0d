import { describe, expect, it, test } from 'vitest'
import { transfer } from '#shared/domain/test-fixtures.ts'
import { quitQuestion, whenClosed } from './closing.ts'
import { hasTray } from './tray-support.ts'
import { createShellI18n } from './shell-i18n.ts'

test.each([
  ['darwin', 'quit', true, 'close'],
  ['darwin', 'background', false, 'close'],
  ['win32', 'quit', true, 'quit'],
  ['win32', 'background', true, 'hide'],
  ['linux', 'background', true, 'hide'],
  ['linux', 'background', false, 'minimize'],
  ['linux', 'quit', false, 'quit'],
] as const)('closing the window on %s with "%s", tray %s: %s', (platform, closing, tray, expected) => {
  expect(whenClosed(platform, closing, tray)).toBe(expected)
})

describe('before quitting', () => {
  const english = createShellI18n('en', [])
  it('nothing is asked if no transfer would be interrupted', () => {
    expect(quitQuestion([], english)).toBeNull()
    expect(quitQuestion([transfer('a', { state: 'done' }), transfer('b', { state: 'failed' })], english)).toBeNull()
  })

  it('the question tells which transfers resume and which restart', () => {
    const pull = quitQuestion([transfer('a')], english)
    expect(pull).toMatchObject({
      message: '1 transfer is running. Quit Corral?',
      detail: 'What a pull has downloaded stays on the server. It resumes when Corral starts again.',
      buttons: ['Quit', 'Keep running'],
      defaultId: 1,
      cancelId: 1,
    })
    const both = quitQuestion([transfer('a'), transfer('b', { kind: 'push' }), transfer('c')], english)
    expect(both?.message).toBe('3 transfers are running. Quit Corral?')
    expect(both?.detail.split('\n')).toHaveLength(2)
  })
})

describe('whether there is a tray', () => {
  const never = () => Promise.reject(new Error('asked'))
  it('is always true on macOS and Windows', async () => {
    expect(await hasTray('darwin', never)).toBe(true)
    expect(await hasTray('win32', never)).toBe(true)
  })

  it.each([
    ['b true\n', true],
    ['b false\n', false],
    ['(true,)\n', true],
    ['method return time=1 sender=:1.2\n   boolean false\n', false],
  ])('is read from the session bus: %j', async (answer, expected) => {
    expect(await hasTray('linux', async () => answer)).toBe(expected)
  })

  it('is asked through any available program, and false without one', async () => {
    const asked: string[] = []
    const answers: Record<string, string> = { gdbus: '(true,)' }
    const run = async (program: string) => {
      asked.push(program)
      return answers[program] ?? null
    }
    expect(await hasTray('linux', run)).toBe(true)
    expect(asked).toEqual(['busctl', 'gdbus'])
    expect(await hasTray('linux', async () => null)).toBe(false)
  })
})
