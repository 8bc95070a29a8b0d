import { afterEach, describe, expect, it, onTestFinished, vi } from 'vitest'
import { startSandbox } from '../../sandbox/server.ts'
import { closeAll, open } from '../hosts/test-hosts.ts'
import { testPlatform } from '../test-platform.ts'
import { problemOf } from '../test-problem.ts'

afterEach(closeAll)

const JOURNAL = 'operations.journal'

/** Corral over files whose journal is written when the test says so. */
async function slowDisk(files: Record<string, string> = {}) {
  const sandbox = await startSandbox({ rate: 10e6, models: 0 })
  onTestFinished(() => sandbox.close())
  const platform = testPlatform({}, files)
  const waiting: (() => void)[] = []
  let isSlow = false
  const { append, write } = platform.disk
  const turn = async (name: string) => {
    if (isSlow && name === JOURNAL) await new Promise<void>((resolve) => waiting.push(resolve))
  }
  platform.disk.append = async (name, text) => (await turn(name), append(name, text))
  platform.disk.write = async (name, text) => (await turn(name), write(name, text))
  const { app, client } = await open(platform)
  const { id: hostId } = await client.hosts.add({ name: 'box', url: sandbox.url })
  return {
    client,
    transfers: app.transfers,
    disk: platform.disk,
    pull: (name: string) => client.transfers.start({ hostId, kind: 'pull', name }),
    hold: () => (isSlow = true),
    async release() {
      isSlow = false
      for (const resolve of waiting.splice(0)) resolve()
    },
    held: () => vi.waitFor(() => expect(waiting.length).toBeGreaterThan(0)),
    states: () => app.transfers.all().map(({ name, state }) => `${name} ${state}`),
    later: async () => {
      const { app } = await open(testPlatform({}, Object.fromEntries(platform.disk.files)))
      return app.transfers.all().map(({ name, state }) => `${name} ${state}`)
    },
  }
}

describe('a transfer', () => {
  it('does not start before it is on disk, whatever else gets a turn', async () => {
    const { client, pull, hold, held, release, states } = await slowDisk()
    hold()
    const started = pull('tiny:1')
    await held()
    await client.transfers.resume({})
    expect(states()).toEqual(['tiny:1 queued'])
    await release()
    expect((await started).state).toBe('preparing')
  })

  it('that cannot be written is refused to all who asked for it, and does not come back', async () => {
    const { client, pull, hold, held, release, disk, states, later } = await slowDisk()
    await pull('other:1')
    hold()
    const both = [pull('tiny:1'), pull('tiny:1')].map(problemOf)
    await held()
    disk.broken.add(JOURNAL)
    await release()
    expect((await Promise.all(both)).map(({ code }) => code)).toEqual(['not_saved', 'not_saved'])
    disk.broken.clear()
    await client.transfers.pause({})
    expect(states()).toEqual(['other:1 paused'])
    expect(await later()).toEqual(['other:1 paused'])
  })

  it('is as it was when its retry cannot be written', async () => {
    const { client, pull, disk, states, later } = await slowDisk()
    const { id } = await pull('tiny:1')
    await client.transfers.cancel({ id })
    disk.broken.add(JOURNAL)
    expect((await problemOf(client.transfers.retry({ id }))).code).toBe('not_saved')
    disk.broken.clear()
    await client.transfers.pause({})
    expect([states(), await later()]).toEqual([['tiny:1 cancelled'], ['tiny:1 cancelled']])
  })

  it('is retried once by two retries, and by a retry and a start', async () => {
    const { client, pull, states } = await slowDisk()
    const { id } = await pull('tiny:1')
    await client.transfers.cancel({ id })
    const [again, ...others] = await Promise.allSettled([
      client.transfers.retry({ id }),
      client.transfers.retry({ id }),
      pull('tiny:1'),
    ])
    expect([again.status, ...others.map(({ status }) => status)]).toEqual(['fulfilled', 'rejected', 'fulfilled'])
    expect(states()).toEqual(['tiny:1 preparing'])
  })

  it('started while another of its model is being cancelled goes on', async () => {
    const { client, pull, states, transfers } = await slowDisk()
    const { id } = await pull('tiny:1')
    await vi.waitFor(() => expect(transfers.all()[0]?.state).toBe('running'))
    const cancelled = client.transfers.cancel({ id })
    // Its request is closed some time after.
    while (transfers.all()[0]?.state === 'running') await Promise.resolve()
    expect(states()).toEqual(['tiny:1 cancelling'])
    const again = await pull('tiny:1')
    await cancelled
    expect(again.id).not.toBe(id)
    expect(['preparing', 'running']).toContain(again.state)
  })

  it('that was cleared is in no later run once that is answered', async () => {
    const { client, pull, hold, held, release, later } = await slowDisk()
    const { id } = await pull('tiny:1')
    await client.transfers.cancel({ id })
    hold()
    let isAnswered = false
    const cleared = client.transfers.clear({}).then(() => (isAnswered = true))
    await held()
    expect(isAnswered).toBe(false)
    await release()
    await cleared
    expect(await later()).toEqual([])
  })
})
