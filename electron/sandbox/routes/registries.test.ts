import { createHash } from 'node:crypto'
import { expect, it, onTestFinished } from 'vitest'
import { parseName, type NameParts } from '#shared/ollama/name.ts'
import { startSandbox, type SandboxOptions } from '../server.ts'

async function started(options: SandboxOptions = {}) {
  const sandbox = await startSandbox({ rate: 0, ...options })
  onTestFinished(() => sandbox.close())
  const address = (path: string) => `${sandbox.url}/registries/https/registry.ollama.ai/v2/${path}`
  return { sandbox, ask: (path: string, init?: RequestInit) => fetch(address(path), init) }
}
const sha256 = (text: string) => createHash('sha256').update(text).digest('hex')

it('tells the digest and the time of a push to a HEAD alone, and 304 to who has the manifest', async () => {
  const { ask } = await started()
  const path = 'library/qwen3/manifests/32b'
  const got = await ask(path)
  const digest = sha256(await got.text())
  expect(got.headers.get('ollama-content-digest')).toBeNull()
  const etag = got.headers.get('etag') ?? ''
  const head = await ask(path, { method: 'HEAD' })
  expect([head.headers.get('ollama-content-digest'), head.headers.get('etag')]).toEqual([digest, etag])
  expect(Number(head.headers.get('ollama-push-time'))).toBeGreaterThan(1.7e9)
  expect((await ask(path, { headers: { 'if-none-match': etag } })).status).toBe(304)
  expect((await ask('library/missing/manifests/1', { method: 'HEAD' })).status).toBe(404)
})

it('has another version after each release, whose small layers can be had', async () => {
  const { ask, sandbox } = await started({ releases: [{ name: 'qwen3:32b', parts: ['template'] }] })
  const path = 'library/qwen3/manifests/32b'
  const read = async () => {
    const text = await (await ask(path)).text()
    const { layers } = JSON.parse(text) as { layers: { mediaType: string; digest: string }[] }
    return new Map(layers.map(({ mediaType, digest }) => [mediaType.split('.').at(-1), digest]))
  }
  const [second, name] = [await read(), parseName('qwen3:32b') as NameParts]
  sandbox.registry.release(name, ['weights', 'license'])
  const third = await read()
  const changed = [...third].filter(([kind, digest]) => second.get(kind) !== digest).map(([kind]) => kind)
  expect(changed).toEqual(['model', 'license'])
  const license = await ask(`library/qwen3/blobs/${third.get('license')}`)
  expect(`sha256:${sha256(await license.text())}`).toBe(third.get('license'))
})

it('does not show a name that the server has by a copy, until it is pulled', async () => {
  const { ask, sandbox } = await started()
  const post = (path: string, body: object) =>
    fetch(`${sandbox.url}${path}`, { method: 'POST', body: JSON.stringify(body) }).then((response) => response.text())
  const status = async (path: string) => (await ask(path)).status
  await post('/api/copy', { source: 'qwen3:32b', destination: 'mine:1' })
  await post('/api/copy', { source: 'qwen3:32b', destination: 'llama3.2:1b' })
  expect([await status('library/mine/manifests/1'), await status('library/llama3.2/manifests/1b')]).toEqual([404, 200])
  expect(await status('library/llama3.2-backup/manifests/latest')).toBe(404)
  await post('/api/pull', { model: 'mine:1', stream: false })
  expect(await status('library/mine/manifests/1')).toBe(200)
})
