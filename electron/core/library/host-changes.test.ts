import { afterEach, expect, it } from 'vitest'
import { closeAll, open, serve } from '../hosts/test-hosts.ts'

afterEach(closeAll)

/** A server with one model, whose license says whose it is. */
function server(owner: string) {
  const asked: string[] = []
  const url = serve((request, response) => {
    asked.push(request.url ?? '')
    const answers: Record<string, unknown> = {
      '/api/version': { version: '0.33.0' },
      '/api/tags': {
        models: [{ name: 'm:latest', modified_at: '2026-01-01T00:00:00Z', size: 7, digest: 'a'.repeat(64) }],
      },
      '/api/show': {
        license: `of ${owner}`,
        model_info: { 'general.architecture': 'llama', 'tokenizer.ggml.tokens': [owner] },
      },
    }
    response.setHeader('content-type', 'application/json')
    response.end(JSON.stringify(answers[request.url ?? ''] ?? {}))
  })
  return { url, asked }
}

it('nothing that was read of a server is shown of the one its host is changed to', async () => {
  const [before, after] = [server('before'), server('after')]
  const { app, client } = await open()
  const { id: hostId } = await client.hosts.add({ name: 'box', url: await before.url })
  const read = async () => {
    const { revision } = await client.library.list({ hostId })
    const license = await client.library.text({ hostId, name: 'm:latest', part: 'license', offset: 0 })
    const tokens = await client.library.tokens({ hostId, name: 'm:latest', offset: 0, limit: 1 })
    return { revision, license: license.text, token: tokens.rows[0]?.text }
  }
  const first = await read()
  expect(first).toMatchObject({ license: 'of before', token: 'before' })
  expect(await read()).toEqual(first)
  const changes = await client.system.changes()
  await client.hosts.update({ hostId, name: 'box', url: await after.url })
  expect(await changes.next()).toMatchObject({ value: { type: 'models', hostId } })
  expect(app.library.known(hostId, 'm:latest')).toBeUndefined()
  const second = await read()
  expect(second).toMatchObject({ license: 'of after', token: 'after' })
  await client.hosts.remove({ hostId })
  expect(app.library.known(hostId, 'm:latest')).toBeUndefined()
})
