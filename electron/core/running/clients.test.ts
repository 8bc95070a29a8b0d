import { afterEach, expect, it } from 'vitest'
import { anybody, closeAll, open, serve } from '../hosts/test-hosts.ts'
import { manualClock } from '../test-clock.ts'
import { testPlatform } from '../test-platform.ts'
import { createReadClients } from './clients.ts'

afterEach(closeAll)

it('nobody is asked unless the user wants it, and then only about this computer', async () => {
  const asked: number[] = []
  const readClients = async (port: number) => {
    asked.push(port)
    return { names: ['python3', 'node', 'python3'], unnamed: 2 }
  }
  const url = await serve(anybody)
  const { client } = await open({ ...testPlatform({ host: url }), readClients })
  expect(await client.running.clients({ hostId: 'run' })).toBeNull()
  await client.settings.update({ nameClients: true })
  const { id: other } = await client.hosts.add({ name: 'box', url: 'http://192.0.2.1:11434' })
  expect(await client.running.clients({ hostId: other })).toBeNull()
  expect(asked).toEqual([])
  const told = {
    programs: [
      { name: 'python3', count: 2 },
      { name: 'node', count: 1 },
    ],
    unnamed: 2,
  }
  expect(await client.running.clients({ hostId: 'run' })).toEqual(told)
  expect(await client.running.clients({ hostId: 'run' })).toEqual(told)
  expect(asked).toEqual([Number(new URL(url).port)])
})

it('looks are some seconds apart, never two at once, and a minute after a failure', async () => {
  const { clock, turn } = manualClock()
  const looks: (() => void)[] = []
  let failure: Error | null = null
  const readClients = () =>
    new Promise<{ names: string[]; unnamed: number }>((resolve, reject) => {
      const reason = failure
      looks.push(() => (reason ? reject(reason) : resolve({ names: [], unnamed: 0 })))
    })
  const platform = { ...testPlatform(), clock, readClients }
  const host = { url: 'http://localhost' }
  const read = createReadClients(
    platform,
    { find: () => host as never },
    { get: () => ({ nameClients: true }) as never },
  )
  const first = read('a')
  await turn(10_000)
  const second = read('a')
  await turn(0)
  expect(looks).toHaveLength(1)
  looks[0]?.()
  expect(await first).toEqual({ programs: [], unnamed: 0 })
  failure = new Error('no')
  await turn(0)
  expect(looks).toHaveLength(2)
  looks[1]?.()
  await second
  await turn(3_000)
  const third = read('a')
  await turn(0)
  looks[2]?.()
  expect(await third).toBeNull()
  await turn(30_000)
  expect(await read('a')).toBeNull()
  expect(looks).toHaveLength(3)
  await turn(40_000)
  void read('a')
  await turn(0)
  expect(looks).toHaveLength(4)
})
