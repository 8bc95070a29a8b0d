import { afterEach, expect, it, vi } from 'vitest'
import { testPlatform } from '../test-platform.ts'
import { createLifecycle, perHost, type HostChange } from './lifecycle.ts'
import { anybody, bearer, closeAll, open, serve } from './test-hosts.ts'

afterEach(closeAll)

it('reports once each that a host is made, changed and removed', async () => {
  const [url, other] = [await serve(anybody), await serve(anybody)]
  const { app, client } = await open()
  const told: HostChange[] = []
  app.hosts.listen((change) => void told.push(change))
  const { id: hostId } = await client.hosts.add({ name: 'box', url })
  await client.hosts.update({ hostId, name: 'my box', url })
  expect(told.splice(0)).toEqual([{ type: 'made', hostId }])
  await client.hosts.update({ hostId, name: 'my box', url: other })
  await client.hosts.update({ hostId, name: 'my box', url: other, credentials: bearer('a-token') })
  expect(told.splice(0)).toEqual([
    { type: 'changed', hostId },
    { type: 'changed', hostId },
  ])
  await client.hosts.remove({ hostId })
  expect(told.splice(0)).toEqual([{ type: 'removed', hostId, host: 'my box' }])
})

it('reports a server that gets another id as replaced', async () => {
  const platform = testPlatform()
  const { app, client } = await open(platform)
  const told: HostChange[] = []
  app.hosts.listen((change) => void told.push(change))
  const { id } = await client.hosts.add({ name: 'mine', url: platform.local.url })
  expect(told.splice(0)).toEqual([
    { type: 'made', hostId: id },
    { type: 'replaced', hostId: 'local', by: id },
  ])
  await client.hosts.remove({ hostId: id })
  expect(told.splice(0)).toEqual([
    { type: 'removed', hostId: id, host: 'mine' },
    { type: 'made', hostId: 'local' },
  ])
})

it('keeps a value for each host until its server may be another', () => {
  const lifecycle = createLifecycle()
  const kept = perHost<string>(lifecycle)
  for (const id of ['a', 'b', 'c', 'd', 'e', 'new e']) kept.set(id, `of ${id}`)
  lifecycle.tell({ type: 'made', hostId: 'a' })
  lifecycle.tell({ type: 'changed', hostId: 'b' })
  lifecycle.tell({ type: 'replaced', hostId: 'c', by: 'new c' })
  lifecycle.tell({ type: 'removed', hostId: 'd', host: 'd' })
  lifecycle.tell({ type: 'replaced', hostId: 'e', by: 'new e' })
  lifecycle.tell({ type: 'replaced', hostId: 'never read', by: 'new' })
  expect([...kept]).toEqual([
    ['a', 'of a'],
    ['new e', 'of new e'],
    ['new c', 'of c'],
  ])
})

it('keeps no list of a host that was removed during the read', async () => {
  const answers: (() => void)[] = []
  let removed = false
  const url = await serve((request, response) => {
    if (request.url === '/api/tags' && !removed) answers.push(() => anybody(request, response))
    else anybody(request, response)
  })
  const { app, client, platform } = await open()
  const { id: hostId } = await client.hosts.add({ name: 'box', url })
  const reading = client.library.list({ hostId })
  await vi.waitFor(() => expect(answers.length).toBeGreaterThan(0))
  await client.hosts.remove({ hostId })
  removed = true
  for (const answer of answers) answer()
  await reading
  await app.close()
  expect([...platform.disk.files.keys()].filter((name) => name.startsWith('seen-'))).toEqual([])
})
