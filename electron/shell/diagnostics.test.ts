import { expect, it } from 'vitest'
import { host, transfer } from '#shared/domain/test-fixtures.ts'
import { redact } from '../core/redact.ts'
import { diagnostics } from './diagnostics.ts'

it('contains versions, settings and states, and no secrets', () => {
  const text = diagnostics({
    info: { version: '1.2.3', frontend: 'window', platform: 'linux', locale: 'de', notices: [] },
    versions: { Electron: '45.4.1', Chromium: '150', Node: '24', Linux: '6.1 x64' },
    settings: { theme: 'dark', keepAlive: null },
    hosts: [
      host('a', { name: 'planted-name', url: 'http://planted-host:1', version: '0.33.0' }),
      host('b', {
        reach: 'down',
        version: null,
        latencyMs: null,
        problem: { code: 'refused', params: {}, retryable: true },
      }),
    ],
    transfers: [transfer('t', { name: 'planted-model', state: 'failed' })],
    tray: false,
    secrets: 'run',
    log: ['GET http://me:planted-secret@h/api', 'x-corp planted-known', 'at /home/planted-user/corral/x.js'],
    home: '/home/planted-user',
    redact: (report) => redact(report, ['planted-known']),
  })
  expect(text).not.toContain('planted')
  expect(text).toMatchInlineSnapshot(`
    "Corral 1.2.3, window, linux, de
    Electron 45.4.1, Chromium 150, Node 24, Linux 6.1 x64
    tray no, secrets run, notices none
    Settings
      theme: "dark"
      keepAlive: null
    Hosts
      saved, up, 0.33.0, 3 ms
      saved, down, version unknown, refused
    Transfers
      pull, failed
    Log
      GET http://…@h/api
      x-corp …
      at ~/corral/x.js"
  `)
})
