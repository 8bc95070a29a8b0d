import { afterEach, expect, it } from 'vitest'
import { startTestApp } from '../../sandbox/testing/app.ts'

let test: Awaited<ReturnType<typeof startTestApp>> | undefined
afterEach(async () => {
  await test?.close()
  test = undefined
})
const name = 'llama3.2:latest'

async function start() {
  test = await startTestApp()
  const { client, hostId, app, sandbox } = test
  const loaded = async () => {
    const model = (await app.running.read(hostId)).models.find((one) => one.name === name)
    return model && { context: model.contextLength, onGpu: (model.sizeVram ?? 0) / (model.size ?? 1) }
  }
  await app.running.read(hostId)
  await client.running.load({ hostId, name, options: { num_ctx: 2048, num_gpu: 10 } })
  const before = await loaded()
  expect(before).toMatchObject({ context: 2048 })
  expect(before?.onGpu).toBeLessThan(0.9)
  const keep = () => client.running.keep({ hostId, name, keepAlive: '1h' })
  return { loaded, before, keep, sandbox }
}

it('a model that Corral loaded with options is kept longer without a reload', async () => {
  const { loaded, before, keep } = await start()
  await keep()
  expect(await loaded()).toEqual(before)
  await keep()
  expect(await loaded()).toEqual(before)
})

it('one that another program has reloaded since stays as that loaded it', async () => {
  const { loaded, keep, sandbox } = await start()
  const body = JSON.stringify({ model: name, stream: false, options: { num_ctx: 1024 } })
  await fetch(`${sandbox.url}/api/generate`, { method: 'POST', body })
  const reloaded = await loaded()
  expect(reloaded).toEqual({ context: 1024, onGpu: 1 })
  await keep()
  expect(await loaded()).toEqual(reloaded)
})
