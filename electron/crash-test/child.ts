import { randomUUID } from 'node:crypto'
import { appendFileSync } from 'node:fs'
import path from 'node:path'
import { createRouterClient } from '@orpc/server'
import type { CorralClient } from '#shared/contract/index.ts'
import type { Problem } from '#shared/contract/problem.ts'
import { openApp, type App } from '../core/app.ts'
import type { Disk } from '../core/platform.ts'
import { testPlatform } from '../core/test-platform.ts'
import { openDataFolder } from '../platform/data-folder.ts'
import type { Call, Full, Message, View } from './messages.ts'

/** The core in a process of its own, to be killed: it does what its parent asks, and answers when that is done. */
const folder = process.argv[2] ?? ''
const say = (message: Message) => void process.send?.(message)
let full = JSON.parse(process.argv[3] ?? 'null') as Full | null

/** A disk that has no room for so many writes; of a line that is added, half is written. */
function filling(disk: Disk): Disk {
  const fails = () => {
    if (full === null) return false
    if (full.after > 0) {
      full.after -= 1
      return false
    }
    full.writes -= 1
    if (full.writes < 0) full = null
    return full !== null
  }
  const refuse = () => {
    throw Object.assign(new Error('ENOSPC: no space left on device, write'), { code: 'ENOSPC' })
  }
  return {
    ...disk,
    write: async (name, text) => (fails() ? refuse() : disk.write(name, text)),
    async append(name, text) {
      if (!fails()) return disk.append(name, text)
      await disk.append(name, text.slice(0, text.length / 2))
      return refuse()
    },
  }
}

function viewOf(app: App, notices: View['notices']): View {
  return {
    transfers: app.transfers.all().map(({ id, name, kind, state, rank, attempt, problem }) => {
      return { id, name, kind, state, rank, attempt, problem: problem?.code ?? null }
    }),
    open: app.operations.all().flatMap(({ kind, endedAt }) => (endedAt === null ? kind : [])),
    reach: app.hosts.state().hosts.map(({ reach }) => reach),
    parallel: app.settings.get().parallelTransfers,
    notices,
  }
}

async function answer(app: App, { path: route, input }: Call): Promise<unknown> {
  if (route === 'wake') return app.pause(false)
  if (route === 'full') return void (full = input as Full)
  const client: CorralClient = createRouterClient(app.router)
  const [area = '', method = ''] = route.split('.')
  const areas = client as unknown as Record<string, Record<string, (input: unknown) => Promise<unknown>>>
  return areas[area]?.[method]?.(input)
}

async function main() {
  const { disk } = await openDataFolder(folder, 'web')
  const platform = testPlatform()
  const write = (text: string) => appendFileSync(path.join(folder, 'core.log'), `${process.pid} ${text}\n`)
  say({ type: 'opening' })
  const app = await openApp({
    ...platform,
    disk: filling(disk),
    newId: randomUUID,
    log: { ...platform.log, info: write, error: (text, error) => write(`${text} ${String(error)}`) },
  })
  const view = () =>
    viewOf(
      app,
      platform.notices.all().map(({ code, params }) => ({ code, params })),
    )
  process.on('message', (call: Call) => {
    answer(app, call).then(
      (value) => say({ type: 'answer', n: call.n, code: null, value: value ?? null, view: view() }),
      (error: unknown) => {
        const { data } = error as { data?: Problem }
        say({ type: 'answer', n: call.n, code: data?.code ?? 'internal', value: data ?? String(error), view: view() })
      },
    )
  })
  const found = view()
  await app.begin()
  say({ type: 'ready', view: found })
}

process.once('disconnect', () => process.exit(1))
void main()
