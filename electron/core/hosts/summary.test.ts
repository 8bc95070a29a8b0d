import type { ServerResponse } from 'node:http'
import { afterEach, describe, expect, it } from 'vitest'
import type { Tag } from '#shared/ollama/tags.ts'
import { testPlatform } from '../test-platform.ts'
import { manualClock } from '../test-clock.ts'
import { closeAll, codeOf, open, serve } from './test-hosts.ts'
import { createHostSummaries } from './summary.ts'
import type { Seen } from './last-seen-format.ts'

afterEach(closeAll)

const row = (name: string, size: number, digest = name) => ({
  name,
  digest,
  size,
  modified_at: '2026-01-01T00:00:00Z',
  expires_at: '2099-01-01T00:00:00Z',
  size_vram: size,
  details: { format: 'gguf', family: name, parameter_size: '1B', quantization_level: 'Q4_0' },
})

/** A server that counts its lists; each part answers with the given rows, or not at all. */
async function server() {
  const state = {
    lists: 0,
    tags: [row('a:1', 5), row('b:1', 7)] as object[] | 'broken',
    ps: [row('a:1', 6)] as object[] | 'broken' | 'silent',
  }
  const answer = (response: ServerResponse, rows: object[] | 'broken' | 'silent') => {
    if (rows === 'silent') return
    if (rows === 'broken') response.statusCode = 500
    response.end(JSON.stringify(rows === 'broken' ? { error: 'broken' } : { models: rows }))
  }
  const url = await serve((request, response) => {
    response.setHeader('content-type', 'application/json')
    if (request.url === '/api/tags') {
      state.lists += 1
      return answer(response, state.tags)
    }
    if (request.url === '/api/ps') return answer(response, state.ps)
    return void response.end(request.url === '/' ? 'Ollama is running' : '{"version":"0.33.0"}')
  })
  return { state, url }
}

async function summaryOf() {
  const { state, url } = await server()
  const { client } = await open(testPlatform({ host: url }))
  await client.hosts.check({ hostId: 'run' })
  return { state, client, summary: () => client.hosts.summary({ hostId: 'run' }) }
}

describe('the summary of a host', () => {
  it('has its models, their disk space, and what is in memory', async () => {
    const { state, summary } = await summaryOf()
    expect(await summary()).toEqual({
      list: { models: 2, disk: { bytes: 12, exactness: 'exact' }, at: expect.any(Number) as number },
      memory: { models: 1, held: { bytes: 6, exactness: 'exact' } },
    })
    state.ps = []
    expect(await summary()).toMatchObject({ memory: { models: 0, held: { bytes: 0, exactness: 'exact' } } })
    expect(state.lists).toBe(1)
  })

  it('says how exactly it is known, by what was learned of shared weights', async () => {
    const { state, summary } = await summaryOf()
    const alike = { details: row('x', 1).details }
    state.tags = [
      { ...row('a:1', 5), ...alike },
      { ...row('b:1', 7), ...alike },
    ]
    state.ps = [{ ...row('a:1', 6), size: undefined, size_vram: undefined }]
    expect(await summary()).toMatchObject({
      list: { disk: { bytes: 12, exactness: 'at_most' } },
      memory: { models: 1, held: { exactness: 'unknown' } },
    })
  })

  it.each([
    ['tags', { list: null, memory: { models: 1 } }],
    ['ps', { list: { models: 2 }, memory: null }],
  ] as const)('leaves unknown what %s does not tell', async (part, expected) => {
    const { state, summary } = await summaryOf()
    state[part] = 'broken'
    expect(await summary()).toMatchObject(expected)
  })

  it('of one host does not wait for another', async () => {
    const { client, state } = await summaryOf()
    state.ps = 'silent'
    const silent = client.hosts.summary({ hostId: 'run' }).catch(() => {})
    const other = await server()
    const { id: hostId } = await client.hosts.add({ name: 'other', url: other.url })
    await client.hosts.check({ hostId })
    expect(await client.hosts.summary({ hostId })).toMatchObject({ list: { models: 2 }, memory: { models: 1 } })
    void silent
  })

  it('of an unknown host is refused', async () => {
    const { client } = await open()
    expect(await codeOf(client.hosts.summary({ hostId: 'none' }))).toBe('host_unknown')
  })
})

describe('what a summary asks for', () => {
  const tag = row('a:1', 5) as unknown as Tag
  const summaries = (reach: 'up' | 'down', seen: Seen | null, server = 'ollama') => {
    const { clock, turn } = manualClock()
    const asked: string[] = []
    let last = seen
    const hosts = {
      find: () => ({ id: 'h', reach, server }),
      lastListed: async () => last,
      client: () => ({
        tags: async () => {
          asked.push('tags')
          last = { url: 'u', at: clock.now(), total: 1, tags: [tag] }
        },
      }),
    }
    const read = async () => {
      asked.push('ps')
      return { models: [], leftOut: 0, problem: null, readAt: 1 }
    }
    const library = { knownWeights: () => () => undefined }
    const summarize = createHostSummaries({ clock }, hosts as never, library, { read } as never)
    return { asked, turn, now: clock.now(), summary: () => summarize('h') }
  }
  const old = { url: 'u', at: -1, total: 3, tags: [tag] }

  it('is the list at most once a minute', async () => {
    const { asked, turn, summary } = summaries('up', null)
    await summary()
    await turn(59_000)
    await summary()
    expect(asked.filter((one) => one === 'tags')).toHaveLength(1)
    await turn(2_000)
    await summary()
    expect(asked.filter((one) => one === 'tags')).toHaveLength(2)
  })

  it('is nothing of a host that is down, whose last list is told with its time', async () => {
    const { asked, summary } = summaries('down', old)
    expect(await summary()).toEqual({
      list: { models: 3, disk: { bytes: 5, exactness: 'at_least' }, at: -1 },
      memory: null,
    })
    expect(asked).toEqual([])
  })

  it('is no memory of the cloud', async () => {
    const { asked, summary } = summaries('up', null, 'ollama_cloud')
    expect((await summary()).memory).toBeNull()
    expect(asked).toEqual(['tags'])
  })
})
