import { describe, expect, it } from 'vitest'
import { readFlags } from '../../electron/flags.ts'
import { checkFlags, help } from './flags.mjs'

describe('the start script', () => {
  it.each([
    [['--wrong'], "Unknown option '--wrong'"],
    [['--no-sandbox'], "Unknown option '--no-sandbox'"],
    [['--web=yes'], "Option '--web' does not take an argument"],
    [['--port'], "Option '--port <value>' argument missing"],
    [['--port', '99999'], '--port wants a number from 0 to 65535'],
    [['--port', '-1'], "Option '--port' argument is ambiguous"],
    [['--host', 'ftp://x'], '--host wants a host'],
    [['--host', 'a b'], '--host wants a host'],
    [['--host', 'x', '--sandbox'], 'exclude each other'],
    [['--data', ''], '--data wants a folder'],
    [['extra'], 'Unexpected argument'],
  ])('refuses %j in one line', (args, text) => {
    const checked = checkFlags(args)
    const wrong = 'wrong' in checked ? checked.wrong : ''
    expect(wrong).toContain(text)
    expect(wrong.split('\n')).toHaveLength(1)
  })

  it('repeats no password', () => {
    const checked = checkFlags(['--host', 'http://me:secret@host'])
    expect(JSON.stringify(checked)).not.toContain('secret')
    expect(checked).toHaveProperty('wrong')
  })

  it.each([['host'], ['host:11434'], ['http://host'], ['https://host/ollama'], ['[::1]:11434'], [':11500']])(
    'takes %s as a host',
    (host) => expect(checkFlags(['--host', host])).toHaveProperty('values'),
  )

  it('lists every flag', () => {
    for (const flag of ['--web', '--port N', '--no-open', '--host URL', '--sandbox', '--data DIR', '--help'])
      expect(help).toContain(flag)
  })
})

describe('the main process', () => {
  it('passes over switches of Electron and Chromium', () => {
    expect(
      readFlags(['/electron', '.', '--no-sandbox', '--remote-debugging-port=0', '--port', '8080', '--sandbox', '-x']),
    ).toEqual({ port: 8080, host: null, sandbox: true, data: null, hidden: false })
    expect(readFlags(['--no-sandbox'])).toMatchObject({ sandbox: false })
  })

  it('falls back to what is safe where a value makes no sense', () => {
    expect(readFlags(['--port', 'x', '--host', ''])).toMatchObject({ port: 0, host: null })
  })
})
