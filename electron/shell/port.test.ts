import { EventEmitter } from 'node:events'
import { beforeEach, expect, it, vi } from 'vitest'
import { handOverPorts } from './port.ts'

const ipc = vi.hoisted(() => ({ hear: undefined as ((event: unknown) => void) | undefined }))
vi.mock('electron', () => ({
  net: {},
  protocol: {},
  ipcMain: {
    on: (channel: string, hear: typeof ipc.hear) => void (channel === 'corral:want-port' && (ipc.hear = hear)),
  },
  MessageChannelMain: class {
    port1 = 'the core’s end'
    port2 = 'the page’s end'
  },
}))

let connected = 0
/** A page in a window of its own. */
function page(url = 'app://corral/') {
  const got: unknown[] = []
  const frame = (at: string) => ({ url: at, postMessage: (...message: unknown[]) => got.push(message) })
  const mainFrame = frame(url)
  const sender = Object.assign(new EventEmitter(), { mainFrame })
  return {
    sender,
    mainFrame,
    frame,
    got,
    ask: (from: unknown = mainFrame) => ipc.hear?.({ sender, senderFrame: from }),
  }
}
let ours: ReturnType<typeof page>
beforeEach(() => {
  connected = 0
  ours = page()
  handOverPorts(
    (contents) => (contents as unknown) === ours.sender,
    () => (connected += 1),
  )
})

it('gives the top frame of a known window one port, and a new document another', () => {
  ours.ask()
  expect(ours.got).toEqual([['corral:port', null, ['the page’s end']]])
  ours.ask()
  ours.ask()
  expect(connected).toBe(1)
  ours.sender.emit('did-navigate')
  ours.ask()
  expect(connected).toBe(2)
})

it('gives none to a frame below, to a frame that is gone, and to other windows', () => {
  ours.ask(ours.frame('app://corral/'))
  ours.ask(null)
  const other = page()
  other.ask()
  expect([connected, ours.got, other.got]).toEqual([0, [], []])
})

it.each([
  'app://other/',
  'app://corral.evil/',
  'https://corral/',
  'file:///corral/',
  'about:blank',
  'data:text/html,x',
  '',
])('gives none to a page at %s', (url) => {
  ours.mainFrame.url = url
  ours.ask()
  expect(connected).toBe(0)
})
