import { EventEmitter } from 'node:events'
import type { App, Session } from 'electron'
import { beforeEach, describe, expect, it } from 'vitest'
import { limitContents, limitSession } from './rules.ts'

type Answer = (...given: never[]) => unknown

/** The handlers set on a session, by the name of the setter. */
function limited(devUrl: string | null) {
  const set: Record<string, Answer> = {}
  const take = (name: string) => (act: Answer) => void (set[name] = act)
  const filters: string[][] = []
  const session = {
    setPermissionRequestHandler: take('request'),
    setPermissionCheckHandler: take('check'),
    setDevicePermissionHandler: take('device'),
    webRequest: {
      onBeforeRequest: ({ urls }: { urls: string[] }, act: Answer) => {
        filters.push(urls)
        set['web'] = act
      },
    },
  }
  limitSession(session as unknown as Session, devUrl)
  return { set: set as Record<string, (...given: unknown[]) => unknown>, filters }
}

describe('a session', () => {
  it('grants only writing text to the clipboard', () => {
    const { set } = limited(null)
    const asked = [
      'clipboard-sanitized-write',
      'clipboard-read',
      'media',
      'display-capture',
      'geolocation',
      'notifications',
      'midi',
      'midiSysex',
      'pointerLock',
      'fullscreen',
      'openExternal',
      'window-management',
      'idle-detection',
      'storage-access',
      'serial',
      'usb',
      'hid',
      'a permission of years to come',
    ]
    const granted = asked.filter((permission) => set['check']?.(null, permission))
    const given = asked.filter((permission) => {
      let answer: unknown
      set['request']?.(null, permission, (is: boolean) => (answer = is))
      return answer
    })
    expect([granted, given]).toEqual([['clipboard-sanitized-write'], ['clipboard-sanitized-write']])
    expect(set['device']?.({})).toBe(false)
  })

  it('blocks all network requests, except in development', () => {
    const { set, filters } = limited(null)
    expect(filters).toMatchInlineSnapshot(`
      [
        [
          "http://*/*",
          "https://*/*",
          "ws://*/*",
          "wss://*/*",
          "ftp://*/*",
          "file:///*",
        ],
      ]
    `)
    let answer: unknown
    set['web']?.({}, (is: unknown) => (answer = is))
    expect(answer).toEqual({ cancel: true })
    expect(limited('http://127.0.0.1:5173').filters).toEqual([])
  })
})

describe('a page', () => {
  let led: string[]
  let open: ((details: { url: string }) => unknown) | undefined
  let contents: EventEmitter
  beforeEach(() => {
    led = []
    const app = new EventEmitter()
    limitContents(app as unknown as App, (url) => led.push(url))
    contents = Object.assign(new EventEmitter(), {
      getURL: () => 'app://corral/index.html#library',
      setWindowOpenHandler: (handler: typeof open) => (open = handler),
    })
    app.emit('web-contents-created', {}, contents)
  })
  const prevented = (event: string, ...rest: unknown[]) => {
    let was = false
    contents.emit(event, { preventDefault: () => (was = true), isMainFrame: false }, ...rest)
    return was
  }

  it('opens no window, but passes the address to `openOutside`', () => {
    expect(open?.({ url: 'https://example.com/' })).toMatchInlineSnapshot(`
      {
        "action": "deny",
      }
    `)
    expect(led).toEqual(['https://example.com/'])
  })

  it('embeds no other page and navigates nowhere else', () => {
    expect(prevented('will-attach-webview')).toBe(true)
    expect(prevented('will-redirect', 'https://example.com/')).toBe(true)
    expect(prevented('will-frame-navigate')).toBe(true)
    for (const url of [
      'https://example.com/',
      'file:///etc/passwd',
      'app://corral/panel.html',
      'app://other/',
      'data:,x',
    ])
      expect(prevented('will-navigate', url)).toBe(true)
    expect(prevented('will-navigate', 'app://corral/index.html#running')).toBe(false)
  })
})
