import http from 'node:http'
import https from 'node:https'
import { Socket } from 'node:net'
import { isLoopback } from '#shared/ollama/host-url.ts'
import { systemClock } from '../platform/clock.ts'
import { createNet } from '../platform/net.ts'
import { storeFilesOf } from '../platform/store-files.ts'
import { sameThread } from './ollama/client.ts'
import { DIRECT } from './registry/proxy.ts'
import type { Disk, LogFile, Platform, LaunchOptions, StartedServer } from './platform.ts'
import type { MachineMemory } from './memory/machine-memory.ts'
import { createRedactor, redactedLog } from './redact.ts'
import { createNotices } from './records/notices.ts'
import { memorySecrets } from './hosts/access.ts'

/** For tests: files in memory. Writes of names in `broken` and reads of those in `unreadable` fail with that code. */
export function memoryDisk(
  files: Record<string, string> = {},
): Disk & { files: Map<string, string>; broken: Set<string>; unreadable: Map<string, string> } {
  const held = new Map(Object.entries(files))
  const broken = new Set<string>()
  const unreadable = new Map<string, string>()
  return {
    files: held,
    broken,
    unreadable,
    isWritable: true,
    async read(name) {
      const code = unreadable.get(name)
      if (code !== undefined) throw Object.assign(new Error(`${code}: ${name}`), { code })
      return held.get(name) ?? null
    },
    async write(name, text) {
      if (broken.has(name)) throw new Error(`no space for ${name}`)
      held.set(name, text)
    },
    async append(name, text) {
      const before = held.get(name)
      if (before === undefined) throw new Error(`no ${name}`)
      if (broken.has(name)) {
        held.set(name, before + text.slice(0, text.length / 2))
        throw new Error(`no space for ${name}`)
      }
      held.set(name, before + text)
    },
    async rename(from, to) {
      const text = held.get(from)
      if (text === undefined) throw new Error(`no ${from}`)
      held.delete(from)
      held.set(to, text)
    },
    async remove(name) {
      held.delete(name)
    },
  }
}

const running: StartedServer = { ended: new Promise(() => {}), output: () => '' }

export interface TestPlatform extends Platform {
  disk: ReturnType<typeof memoryDisk>
  errors: unknown[]
}

/** Answers a request to another computer as a network does that has no way to it: no test may depend on one. */
const noWay = () => {
  const socket = new Socket()
  setImmediate(() => socket.destroy(Object.assign(new Error('connect ENETUNREACH'), { code: 'ENETUNREACH' })))
  return socket
}

/** For tests: a computer that tells nothing. */
export const unreadMemory: MachineMemory = {
  every: 1_000,
  ollamaAt: async () => null,
  read: async () => ({ ram: null, gpus: [], gpuUses: null }),
  rest() {},
}

/** For tests: a platform with the network of this computer, the real clock, files in memory and sequential ids. */
export function testPlatform(
  launchOptions: Partial<LaunchOptions> = {},
  files: Record<string, string> = {},
): TestPlatform {
  let ids = 0
  const errors: unknown[] = []
  const lines: string[] = []
  const net = createNet()
  const redactor = createRedactor()
  const log: LogFile = {
    info: (text) => void lines.push(text),
    error(text, error) {
      lines.push(`${text} ${String(error)}`)
      errors.push(error)
    },
    tail: async (bytes) => lines.join('\n').slice(-bytes),
    file: '/data/logs/corral.log',
  }
  return {
    errors,
    clock: systemClock,
    // Servers of tests reuse ports, so no connection is kept alive.
    net: {
      ...net,
      request(url, { fresh: _fresh, ...options }, answered) {
        if (isLoopback(url.href)) return net.request(url, { ...options, fresh: true }, answered)
        const { trusted: _trusted, ...rest } = options
        return (url.protocol === 'https:' ? https : http).request(url, { ...rest, createConnection: noWay }, answered)
      },
    },
    routesTo: async () => [DIRECT],
    disk: memoryDisk(files),
    log: redactedLog(log, redactor),
    redactor,
    notices: createNotices(),
    secrets: memorySecrets(),
    // Nothing listens on the discard port.
    local: { url: 'http://127.0.0.1:9', find: async () => null, start: async () => running },
    computer: { addresses: () => [], isWsl: false },
    // No store is found: tests do not read that of the computer they run on.
    storeFiles: storeFilesOf({ platform: 'linux', env: {}, home: '/nowhere' }, []),
    readClients: null,
    machineMemory: null,
    worker: sameThread,
    newId: () => `id-${++ids}`,
    openSandbox: () => Promise.reject(new Error('no sandbox in this test')),
    openFolder: null,
    licenses: async () => [],
    info: { version: '0.0.0', frontend: 'web', platform: 'linux', locale: 'en', dataFolder: '/data' },
    launchOptions: { host: null, sandbox: false, ollamaHost: null, ...launchOptions },
  }
}
