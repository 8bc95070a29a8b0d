import { expect, test } from 'vitest'
import { linesOf } from './testing/client.ts'
import { type Line, started, statusesOf } from './testing/start.ts'

test('a push uploads missing layers, reports each to its end, and can be pulled afterwards', async () => {
  const { post, stream, ask, names } = await started({ rate: 100e6 })
  await post('/api/copy', { source: 'nomic-embed-text:v1.5', destination: 'ada/nomic' })
  const lines = await stream('/api/push', { model: 'ada/nomic' })
  const statuses = statusesOf(lines)
  expect(statuses[0]).toBe('retrieving manifest')
  expect(statuses.slice(-2)).toEqual(['pushing manifest', 'success'])
  const digests = [...new Set(lines.flatMap(({ digest }) => digest ?? []))]
  for (const digest of digests) {
    const { total, completed } = lines.filter((line) => line.digest === digest).at(-1) as Line
    expect(completed).toBe(total)
  }
  const again = await stream('/api/push', { model: 'ada/nomic' })
  expect(again.filter(({ digest }) => digest)).toHaveLength(digests.length)
  await ask({ method: 'DELETE', path: '/api/delete', body: { model: 'ada/nomic' } })
  expect((await stream('/api/pull', { model: 'ada/nomic' })).at(-1)?.status).toBe('success')
  expect(await names()).toContain('ada/nomic:latest')
})

test('names without the user’s namespace are denied', async () => {
  const { stream } = await started()
  expect(await stream('/api/push', { model: 'qwen3:32b' })).toEqual([
    { status: 'retrieving manifest' },
    { error: 'unauthorized: access denied' },
  ])
})

test.each([
  ['signed-in', 'ada/llama', undefined],
  ['signed-in', 'Ada/llama', undefined],
  ['signed-in', 'lab/llama', 'unauthorized: access denied'],
  ['signed-in', 'example.org/lab/llama', undefined],
  ['signed-out', 'ada/llama', 'unauthorized: access denied'],
  ['offline', 'lab/llama', undefined],
] as const)('%s, a push of %s ends with the error %s', async (account, model, error) => {
  const { post, stream } = await started({ rate: 0, account })
  await post('/api/copy', { source: 'llama3.2', destination: model })
  expect((await stream('/api/push', { model })).at(-1)?.error).toBe(error)
})

test('a push after a cancelled one begins its layer again', async () => {
  const { post, ask, stream, pending } = await started({ rate: 100e6 })
  await post('/api/copy', { source: 'nomic-embed-text:v1.5', destination: 'ada/nomic' })
  const push = { method: 'POST', path: '/api/push', body: { model: 'ada/nomic' } }
  const half = ({ completed = 0, total = 1 }: Line) => completed > total / 2
  await ask(push, { onLine: (line) => !half(JSON.parse(line) as Line) })
  await pending(0)
  const first = (await stream('/api/push', { model: 'ada/nomic' })).find(({ digest }) => digest) as Line
  expect((first.completed ?? 0) / (first.total ?? 1)).toBeLessThan(0.05)
})

test.each([
  ['403', /^403: /],
  ['404', /^file does not exist$/],
  ['500', /^500: /],
  ['realm-host', /^realm host ".*" does not match original host "registry\.ollama\.ai"$/],
  ['no-scheme', /unsupported protocol scheme ""$/],
] as const)('the registry answers %s', async (fault, text) => {
  const { post, stream, faults } = await started({ rate: 0 })
  await post('/api/copy', { source: 'llama3.2', destination: 'ada/llama' })
  faults.set(fault)
  expect((await stream('/api/push', { model: 'ada/llama' })).at(-1)?.error).toMatch(text)
})

test('an invalid name is looked up, too', async () => {
  const { ask } = await started()
  const reply = await ask({ method: 'POST', path: '/api/push', body: { model: 'bad name!' } })
  expect(reply.status).toBe(200)
  expect(statusesOf(linesOf(reply) as Line[])).toEqual([
    'retrieving manifest',
    "couldn't retrieve manifest",
    'unqualified name',
  ])
})
