import { createRouterClient } from '@orpc/server'
import { afterEach, describe, expect, it } from 'vitest'
import { MAX_ANSWERS } from '#shared/contract/prompt-bounds.ts'
import type { Answer } from '#shared/contract/prompts.ts'
import { startSandbox } from '../../sandbox/server.ts'
import { openApp } from '../app.ts'
import { testPlatform } from '../test-platform.ts'
import { answersFormat, keptAnswers } from './answers-format.ts'

const SECRET_TEXT = 'what only the user knows'
const closing: (() => Promise<unknown>)[] = []
afterEach(async () => {
  for (const close of closing.splice(0).reverse()) await close()
})

async function start(files: Record<string, string> = {}, host: string | null = null) {
  const platform = testPlatform({ host }, files)
  const app = await openApp(platform, { checkOutputs: true })
  closing.push(() => app.close())
  await app.begin()
  return { app, platform, client: createRouterClient(app.router) }
}

const saved = (more: Partial<Answer> = {}): Answer => ({
  id: 'a',
  hostId: 'h',
  model: 'm:latest',
  digest: null,
  prompt: 'Hello',
  system: '',
  options: { temperature: 0 },
  think: null,
  images: 0,
  text: 'Yes',
  thinking: '',
  isCut: false,
  doneReason: 'stop',
  isStopped: false,
  problem: null,
  figures: {
    loadNs: 1,
    promptTokens: null,
    promptNs: null,
    answerTokens: 2,
    answerNs: 3,
    totalNs: 4,
    firstMs: 5,
    elapsedMs: 6,
  },
  at: 1,
  ...more,
})
const file = (answers: unknown[]) => ({ 'answers.json': JSON.stringify({ version: 1, value: answers }) })

describe('answers', () => {
  it('of the sandbox have text, thinking and figures, and are there after a restart', async () => {
    const sandbox = await startSandbox({ rate: 0 })
    closing.push(() => sandbox.close())
    const { client, platform, app } = await start({}, sandbox.url)
    await client.library.list({ hostId: 'run' })
    let answer: Answer | undefined
    const input = { hostId: 'run', model: 'qwen3:32b', prompt: 'Rain?', options: { num_predict: 30 } }
    for await (const event of await client.prompts.run(input)) if (event.type === 'done') answer = event.answer
    expect(answer).toMatchObject({ doneReason: 'length', digest: expect.stringMatching(/^\w{64}$/) })
    expect(answer?.text).toMatch(/^This/)
    expect(answer?.thinking).toContain('weather')
    expect(Object.values(answer?.figures ?? {})).not.toContain(null)
    await app.close()
    const again = await start(Object.fromEntries(platform.disk.files), sandbox.url)
    expect(await again.client.prompts.answers({ hostId: 'run', model: 'qwen3:32b' })).toEqual([answer])
  })

  it('are those under the name or with the content of the model, ten at most', async () => {
    const many = Array.from({ length: 15 }, (_, at) => saved({ id: `many-${at}`, model: 'many:latest' }))
    const one = saved({ id: 'one', digest: 'd1' })
    const copy = saved({ id: 'copy', model: 'copy:latest', digest: 'd1' })
    const elsewhere = saved({ id: 'elsewhere', hostId: 'other', digest: 'd1' })
    const kept = keptAnswers([...many, one, copy, elsewhere])
    expect(kept.map(({ id }) => id)).toEqual([
      ...many.slice(0, MAX_ANSWERS).map(({ id }) => id),
      'one',
      'copy',
      'elsewhere',
    ])
    const { client } = await start(file([one, copy, elsewhere]))
    const ids = async (hostId: string, model: string) =>
      (await client.prompts.answers({ hostId, model })).map(({ id }) => id)
    expect(await ids('h', 'm')).toEqual(['one'])
    expect(await ids('other', 'm')).toEqual(['elsewhere'])
  })

  it('are bounded together, the newest first', () => {
    const long = 'x'.repeat(400_000)
    const all = Array.from({ length: 12 }, (_, at) => saved({ id: `${at}`, model: `m${at}:latest`, text: long }))
    expect(keptAnswers(all).map(({ id }) => id)).toEqual(['0', '1', '2', '3', '4', '5', '6', '7', '8'])
  })

  it('leave the disk when they are forgotten, without a copy', async () => {
    const { client, platform } = await start(
      file([saved({ prompt: SECRET_TEXT }), saved({ id: 'b', model: 'o:latest' })]),
    )
    await client.prompts.forget({ hostId: 'h', model: 'm' })
    expect([...platform.disk.files.values()].join('\n')).not.toContain(SECRET_TEXT)
    expect(await client.prompts.answers({ hostId: 'h', model: 'o' })).toHaveLength(1)
  })

  it('leave the disk with their host', async () => {
    const { client, platform } = await start({}, null)
    const { id: hostId } = await client.hosts.add({ name: 'box', url: 'http://127.0.0.1:9/box' })
    platform.disk.files.set('answers.json', file([saved({ hostId, prompt: SECRET_TEXT })])['answers.json'])
    expect(await client.prompts.answers({ hostId, model: 'm' })).toHaveLength(1)
    await client.hosts.remove({ hostId })
    await expect.poll(() => platform.disk.files.get('answers.json')).not.toContain(SECRET_TEXT)
  })

  it('are in no log, whatever happens', async () => {
    const { client, platform } = await start(
      file([saved({ prompt: SECRET_TEXT }), { prompt: SECRET_TEXT }, SECRET_TEXT]),
    )
    platform.disk.broken.add('answers.json')
    expect(await client.prompts.answers({ hostId: 'h', model: 'm' })).toHaveLength(1)
    await expect(client.prompts.forget({ hostId: 'h', model: 'm' })).rejects.toThrow()
    const refused = { hostId: 'h', model: 'm', prompt: SECRET_TEXT, images: [SECRET_TEXT], nothing: SECRET_TEXT }
    await expect(client.prompts.run(refused)).rejects.toThrow()
    expect(platform.notices.all()).toContainEqual(
      expect.objectContaining({ code: 'entries_set_aside', params: { file: 'answers.json', count: 2 } }),
    )
    expect(await platform.log.tail(1e6)).not.toContain(SECRET_TEXT)
  })
})

it('of a damaged file the rest is there', () => {
  const lost = { fields: [], entries: 0 }
  const odd = [saved(), { ...saved(), at: 'now' }, null, saved({ id: 'c', text: 'x'.repeat(500_000) })]
  expect(answersFormat.read(odd, lost)).toEqual([saved()])
  expect(lost.entries).toBe(3)
  expect(answersFormat.read({}, lost)).toBeUndefined()
})
