import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { isEnded } from '#shared/domain/transfer-state.ts'
import { startSandbox, type Sandbox } from '../../sandbox/server.ts'
import { closeAll, open } from '../hosts/test-hosts.ts'
import { createOllama } from '../ollama/client.ts'
import { testPlatform } from '../test-platform.ts'

const JOURNAL = 'operations.journal'

let sandbox: Sandbox
beforeEach(async () => {
  sandbox = await startSandbox({ rate: 8e9, models: 0 })
  const { net, clock } = testPlatform()
  const pull = { model: 'tiny:1', insecure: false, stream: true }
  const { transfer } = createOllama(net, clock, sandbox.url)
  for await (const _ of transfer('pull', pull, new AbortController().signal)) continue
})
afterEach(async () => {
  await closeAll()
  await sandbox.close()
})

type Corral = Awaited<ReturnType<typeof open>> & { hostId: string }
type Moment = 'before' | 'within' | 'after'

const models = async () => {
  const { models } = (await (await fetch(`${sandbox.url}/api/tags`)).json()) as {
    models: { name: string; digest: string }[]
  }
  return models.map(({ name, digest }) => `${name} ${digest}`).sort()
}
const states = ({ app }: Corral) =>
  app.transfers.all().flatMap(({ name, state }) => (name === 'missing:1' ? [] : [`${name} ${state}`]))

/** Corral with a host and a journal that has a line. */
async function start(files: Record<string, string> = {}): Promise<Corral> {
  const opened = await open(testPlatform({}, files))
  const { app, client } = opened
  const known = app.hosts.state().hosts.find(({ url }) => url === sandbox.url)
  const hostId = known?.id ?? (await client.hosts.add({ name: 'box', url: sandbox.url })).id
  await client.hosts.select({ hostId })
  if (known) return { ...opened, hostId }
  await client.transfers.start({ hostId, kind: 'pull', name: 'missing:1' })
  await vi.waitFor(() => expect(app.transfers.all()).toMatchObject([{ state: 'failed' }]), {
    interval: 2,
    timeout: 10_000,
  })
  return { ...opened, hostId }
}

/** The files as they are when Corral dies at its `at`th write of the journal; `null` where it writes less often. */
async function die(act: (corral: Corral) => Promise<unknown>, at: number, moment: Moment) {
  const corral = await start()
  const { disk } = corral.platform
  const { write, append } = disk
  let writes = 0
  let died = (_files: Record<string, string>) => {}
  const death = new Promise<Record<string, string>>((resolve) => (died = resolve))
  let isDead = false
  const never = () => new Promise<void>(() => {})
  const mortal = (whole: typeof write, half: typeof write) => async (name: string, text: string) => {
    if (isDead) throw new Error('dead')
    if (name !== JOURNAL || ++writes !== at) return whole(name, text)
    isDead = true
    if (moment === 'within') await half(name, text)
    if (moment === 'after') await whole(name, text)
    died(Object.fromEntries(disk.files))
    return never()
  }
  disk.write = mortal(write, async () => {})
  disk.append = mortal(append, (name, text) => append(name, text.slice(0, text.length / 2)))
  const files = await Promise.race([death, act(corral).then(() => null)])
  await corral.app.close()
  return files
}

/** The next run, when nothing is under way any more; what was paused is resumed. */
async function settled(files: Record<string, string>): Promise<{ found: string[]; corral: Corral }> {
  sandbox.faults.clear('stall')
  const corral = await start(files)
  const found = states(corral)
  await corral.client.transfers.resume({})
  await vi.waitFor(
    () => {
      expect(corral.app.transfers.all().filter((transfer) => !isEnded(transfer))).toEqual([])
      expect(corral.app.operations.all().filter(({ endedAt }) => endedAt === null)).toEqual([])
    },
    { timeout: 10_000, interval: 5 },
  )
  const { notices } = await corral.client.system.info()
  expect(notices.map(({ code }) => code).filter((code) => !/^(copy|rename|delete|transfers)_/.test(code))).toEqual([])
  expect([...corral.platform.disk.files.keys()].filter((name) => name.includes('unreadable'))).toEqual([])
  return { found, corral }
}

const moments = (writes: number) =>
  Array.from({ length: writes }, (_, index) =>
    (['before', 'within', 'after'] as const).map((moment) => [index + 1, moment] as const),
  ).flat()

describe.each([
  [
    'a copy',
    2,
    ({ client, hostId }: Corral) => client.library.copy({ hostId, source: 'tiny:1', destination: 'other:2' }),
  ],
  ['a rename', 3, ({ client, hostId }: Corral) => client.library.rename({ hostId, from: 'tiny:1', to: 'other:2' })],
  [
    'a rename of letter case',
    5,
    ({ client, hostId }: Corral) => client.library.rename({ hostId, from: 'tiny:1', to: 'Tiny:1' }),
  ],
  ['a delete', 2, ({ client, hostId }: Corral) => client.library.remove({ hostId, name: 'tiny:1', forGood: true })],
  ['a delete to the bin', 3, ({ client, hostId }: Corral) => client.library.remove({ hostId, name: 'tiny:1' })],
] as const)('%s', (what, writes, act) => {
  it.each(moments(writes))('at whose write %i Corral dies, %s it', async (at, moment) => {
    const [before = ''] = await models()
    const digest = before.split(' ')[1]
    const files = await die(act, at, moment)
    if (!files) throw new Error('it wrote less often')
    const { corral } = await settled(files)
    const after = await models()
    const done = {
      'a copy': [`other:2 ${digest}`, before],
      'a rename': [`other:2 ${digest}`],
      'a rename of letter case': [`Tiny:1 ${digest}`],
      'a delete': [],
      'a delete to the bin': [expect.stringMatching(new RegExp(`^corral-bin/d\\w+\\.tiny:1 ${digest}$`)) as string],
    }[what]
    // Nothing is sent before it is written.
    const isBegun = at > 1
    const isWritten = isBegun || moment === 'after'
    const acts = corral.app.operations
      .all()
      .flatMap(({ kind, state }) => (kind === 'pull' || kind === 'host' ? [] : state))
    expect(after).toEqual(isBegun ? done : [before])
    expect(acts).toEqual(isWritten ? [isBegun ? 'done' : 'undone'] : [])
  })
  it(`is written ${writes} times`, async () => {
    expect(await die(act, writes + 1, 'before')).toBeNull()
  })
})

const pull = async ({ client, app, hostId }: Corral) => {
  const { id } = await client.transfers.start({ hostId, kind: 'pull', name: 'small:1' })
  const until = (state: string) =>
    vi.waitFor(() => expect(app.transfers.all().find((one) => one.id === id)?.state).toBe(state), {
      interval: 1,
      timeout: 10_000,
    })
  return { id, until }
}
describe.each([
  ['a pull', 2, async (corral: Corral) => (await pull(corral)).until('done').then(() => new Promise(setImmediate))],
  [
    'a pull that is paused',
    2,
    async (corral: Corral) => {
      // It must not end before.
      sandbox.faults.set('stall')
      const { id, until } = await pull(corral)
      await until('running')
      await corral.client.transfers.pause({ ids: [id] })
    },
  ],
  [
    'a pull that is cancelled',
    2,
    async (corral: Corral) => {
      // It must not end before.
      sandbox.faults.set('stall')
      const { id, until } = await pull(corral)
      await until('running')
      await corral.client.transfers.cancel({ id })
    },
  ],
] as const)('%s', (what, writes, act) => {
  it.each(moments(writes))('at whose write %i Corral dies, %s it', async (at, moment) => {
    const files = await die(act, at, moment)
    if (!files) throw new Error('it wrote less often')
    const { found, corral } = await settled(files)
    const isStarted = at > 1 || moment === 'after'
    const isEndWritten = at > 1 && moment === 'after'
    const end = { 'a pull': 'done', 'a pull that is paused': 'paused', 'a pull that is cancelled': 'cancelled' }[what]
    expect(found).toEqual(!isStarted ? [] : [`small:1 ${isEndWritten ? end : 'preparing'}`])
    const isCancelled = isEndWritten && end === 'cancelled'
    expect(states(corral)).toEqual(!isStarted ? [] : [`small:1 ${isCancelled ? 'cancelled' : 'done'}`])
    const names = (await models()).map((model) => model.split(' ')[0])
    expect(names).toEqual(isStarted && !isCancelled ? ['small:1', 'tiny:1'] : ['tiny:1'])
  })
})
