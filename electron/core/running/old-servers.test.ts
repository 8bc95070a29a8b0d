import http from 'node:http'
import { afterEach, expect, it } from 'vitest'
import { closeAll, listen, open } from '../hosts/test-hosts.ts'
import { testPlatform } from '../test-platform.ts'

afterEach(closeAll)

const NAME = 'nomic-embed-text:latest'
const details = { family: 'nomic-bert', families: ['nomic-bert'], parameter_size: '137M', quantization_level: 'F16' }

/**
 * Ollama according to its source at the versions named: its endpoints, the text with which an embedding model
 * refuses to generate, and the effect of an empty input to `/api/embed`.
 */
async function oldServer({ version, refusal, embed }: { version: string; refusal: string; embed: 'none' | 'idle' }) {
  const loaded = new Set<string>()
  const answers: Record<string, (body: Record<string, unknown>) => [number, unknown]> = {
    '/api/version': () => [200, { version }],
    '/api/tags': () => [
      200,
      { models: [{ name: NAME, modified_at: '2024-05-01T00:00:00Z', size: 9, digest: 'd', details }] },
    ],
    '/api/ps': () => [
      200,
      {
        models: [...loaded].map((name) => ({
          name,
          model: name,
          size: 9,
          digest: 'd',
          details,
          expires_at: '2099-01-01T00:00:00Z',
          size_vram: 9,
        })),
      },
    ],
    '/api/generate': () => [400, { error: refusal }],
    '/api/embeddings': ({ model, prompt, keep_alive }) => {
      expect(prompt).toBe('')
      if (keep_alive === 0) loaded.delete(String(model))
      else loaded.add(String(model))
      return [200, { embedding: [] }]
    },
    ...(embed === 'none' ? {} : { '/api/embed': ({ model }) => [200, { model, embeddings: [] }] }),
  }
  const server = http.createServer((request, response) => {
    let text = ''
    request.on('data', (chunk) => (text += String(chunk)))
    request.on('end', () => {
      const answer = answers[request.url ?? '']
      if (!answer) {
        response.writeHead(404, { 'content-type': 'text/plain' }).end('404 page not found')
        return
      }
      const [status, body] = answer(text === '' ? {} : (JSON.parse(text) as Record<string, unknown>))
      response.writeHead(status, { 'content-type': 'application/json; charset=utf-8' }).end(JSON.stringify(body))
    })
  })
  return listen(server, 'http')
}

it.each([
  { version: '0.1.38', refusal: 'embedding models do not support generate', embed: 'none' },
  { version: '0.2.8', refusal: `"${NAME}" does not support generate`, embed: 'idle' },
  { version: '0.3.5', refusal: `"${NAME}" does not support generate`, embed: 'idle' },
] as const)('loads and unloads an embedding model on $version', async (how) => {
  const { client } = await open(testPlatform({ host: await oldServer(how) }))
  const hostId = 'run'
  await client.running.load({ hostId, name: NAME, keepAlive: '10m' })
  for await (const { models, readAt } of await client.running.watch({ hostId })) {
    if (readAt === null || models.length === 0) continue
    expect(models).toMatchObject([{ name: NAME, contextLength: null, sizeVram: 9 }])
    break
  }
  expect(await client.running.unload({ hostId, name: NAME })).toEqual({ outcome: 'gone' })
})
