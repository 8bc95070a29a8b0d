import { createRouterClient } from '@orpc/server'
import { afterEach, describe, expect, it } from 'vitest'
import type { Run } from '#shared/contract/embeddings.ts'
import type { CorralClient } from '#shared/contract/index.ts'
import { bytesToVectors } from '#shared/domain/vectors.ts'
import { startSandbox, type SandboxOptions } from '../../sandbox/server.ts'
import { openApp } from '../app.ts'
import { testPlatform } from '../test-platform.ts'

const closing: (() => Promise<unknown>)[] = []
afterEach(async () => {
  for (const close of closing.splice(0).reverse()) await close()
})

async function open(host: string) {
  const app = await openApp(testPlatform({ host }), { checkOutputs: true })
  closing.push(() => app.close())
  await app.begin()
  return createRouterClient(app.router)
}

type Input = Parameters<CorralClient['embeddings']['run']>[0]

async function run(client: CorralClient, input: Partial<Input>): Promise<Run> {
  const all = { hostId: 'run', model: 'nomic-embed-text:v1.5', texts: ['a'], ...input }
  for await (const event of await client.embeddings.run(all)) if (event.type === 'done') return event.run
  throw new Error('no end')
}

async function vectorsOf(client: CorralClient, { id: runId }: Run): Promise<Float32Array> {
  const { bytes } = await client.embeddings.vectors({ runId, from: 0 })
  return bytesToVectors(new Uint8Array(await bytes.arrayBuffer()))
}

describe('texts that are too long', () => {
  const long = 'word '.repeat(20_000)
  const texts = ['a', long, 'b', 'c', long]
  const options = { num_ctx: 512 }
  async function start(sandboxOptions: SandboxOptions = {}) {
    const sandbox = await startSandbox(sandboxOptions)
    closing.push(() => sandbox.close())
    return open(sandbox.url)
  }

  it('are found if the server cut them, with the number of tokens used', async () => {
    const client = await start()
    const told = await run(client, { texts, options })
    expect(told.cut).toEqual([1, 4].map((text) => ({ text, tokens: 512 })))
    expect(told.tokensOf).toBeNull()
    const vectors = await vectorsOf(client, told)
    expect(vectors.subarray(768, 2 * 768)).toEqual(vectors.subarray(4 * 768))
    const each = await run(client, { texts, options, alone: true })
    expect(each.tokensOf).toEqual([3, 512, 3, 3, 512])
    expect(each.tokens).toBe(3 * 3 + 2 * 512)
    expect(await vectorsOf(client, each)).toEqual(vectors)
  })

  it('are reported if they may not be cut', async () => {
    const client = await start()
    await expect(run(client, { texts, truncate: false })).rejects.toMatchObject({
      data: { code: 'input_too_long', params: { text: 2 } },
    })
  })

  it('cannot be detected on servers before 0.3', async () => {
    const client = await start({ version: '0.2.8' })
    await client.hosts.check({ hostId: 'run' })
    expect(await run(client, { texts: ['a', 'b'] })).toMatchObject({ cut: null, tokensOf: null, tokens: null })
  })
})
