import { beforeEach, describe, expect, it, vi } from 'vitest'
import { registerScheme, serveScheme } from './scheme.ts'

const electron = vi.hoisted(() => ({
  privileges: [] as unknown[],
  answer: undefined as ((request: Request) => Response) | undefined,
}))
vi.mock('electron', () => ({
  net: {},
  protocol: {
    registerSchemesAsPrivileged: (schemes: unknown[]) => electron.privileges.push(...schemes),
    handle: (_scheme: string, answer: typeof electron.answer) => (electron.answer = answer),
  },
}))

const file = (type: string, body: string) => ({ type, body: Buffer.from(body) })
beforeEach(() => {
  const assets = new Map([
    ['/', file('text/html; charset=utf-8', '<p>')],
    ['/assets/main.js', file('text/javascript; charset=utf-8', '1')],
  ])
  serveScheme(assets, null)
})
const ask = (url: string, method = 'GET') =>
  electron.answer?.({ url, method } as Request) ?? expect.fail('no handler was set')

describe('the page’s own scheme', () => {
  it('is an origin of its own, without the rights of a file, and subject to the policy', () => {
    registerScheme()
    expect(electron.privileges).toEqual([
      { scheme: 'app', privileges: { standard: true, secure: true, supportFetchAPI: true, codeCache: true } },
    ])
  })

  it('answers with the built files, their types and the restrictive headers', async () => {
    const answer = ask('app://corral/assets/main.js?x=1')
    expect([answer.status, await answer.text()]).toEqual([200, '1'])
    expect(Object.fromEntries(answer.headers)).toMatchInlineSnapshot(`
      {
        "cache-control": "no-cache",
        "content-security-policy": "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; font-src 'self'; worker-src 'self'; connect-src 'none'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'",
        "content-type": "text/javascript; charset=utf-8",
        "cross-origin-opener-policy": "same-origin",
        "cross-origin-resource-policy": "same-origin",
        "referrer-policy": "no-referrer",
        "x-content-type-options": "nosniff",
        "x-frame-options": "DENY",
      }
    `)
    expect(await ask('app://corral/', 'HEAD').text()).toBe('')
  })

  it.each([
    '../package.json',
    '%2e%2e/package.json',
    '..%2fpackage.json',
    'assets/..\\..\\package.json',
    'assets/..%5c..%5cpackage.json',
    'assets/main.js%00.html',
    'assets/%00',
    '/etc/passwd',
    '//etc/passwd',
    'C:/Windows/win.ini',
    'file:///etc/passwd',
    'assets/',
    'assets/main.js/',
    'assets/MAIN.JS',
  ])('does not find %s', async (path) => {
    const answer = ask(`app://corral/${path}`)
    expect([answer.status, await answer.text()]).toEqual([404, ''])
    expect(answer.headers.get('x-content-type-options')).toBe('nosniff')
  })

  it('refuses other hosts, and every method but reading', () => {
    expect(ask('app://other/').status).toBe(403)
    expect(ask('app://corral.evil/').status).toBe(403)
    for (const method of ['POST', 'PUT', 'DELETE', 'PATCH', 'OPTIONS'])
      expect(ask('app://corral/', method).status).toBe(405)
  })
})
