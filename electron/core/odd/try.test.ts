import type { ServerResponse } from 'node:http'
import { afterEach, describe, expect, it, vi } from 'vitest'
import type { CorralClient } from '#shared/contract/index.ts'
import type { Answer } from '#shared/contract/prompts.ts'
import { closeAll, open, serve } from '../hosts/test-hosts.ts'
import { problemOf } from '../test-problem.ts'

afterEach(closeAll)

type Act = (response: ServerResponse, body: Record<string, unknown>) => void

/** Corral with a server that answers prompts like this, and every request it received. */
async function answering(act: Act) {
  const asked: Record<string, unknown>[] = []
  const url = await serve((request, response) => {
    let body = ''
    request.on('data', (chunk) => (body += String(chunk)))
    request.on('end', () => {
      if (request.url !== '/api/chat') return response.end('{"version":"0.33.0","models":[]}')
      const sent = JSON.parse(body) as Record<string, unknown>
      asked.push(sent)
      return act(response, sent)
    })
  })
  const { client, platform, app } = await open()
  const { id: hostId } = await client.hosts.add({ name: 'odd', url })
  return { client, hostId, asked, platform, app }
}

type Input = Partial<Parameters<CorralClient['prompts']['run']>[0]>

async function run(client: CorralClient, hostId: string, more: Input = {}, signal?: AbortSignal) {
  let text = ''
  let thinking = ''
  const input = { hostId, model: 'm', prompt: 'Hello', ...more }
  for await (const event of await client.prompts.run(input, signal ? { signal } : {})) {
    if (event.type === 'done') return { text, thinking, answer: event.answer }
    text += event.text
    thinking += event.thinking
  }
  throw new Error('no end')
}

const lines =
  (...all: unknown[]): Act =>
  (response) =>
    void response.end(all.map((line) => `${typeof line === 'string' ? line : JSON.stringify(line)}\n`).join(''))
const piece = (content: string, more: object = {}) => ({
  message: { role: 'assistant', content, ...more },
  done: false,
})
const end = { message: { role: 'assistant', content: '' }, done: true, done_reason: 'stop' }
const figures = {
  total_duration: 5_000_000_000,
  load_duration: 1_000_000_000,
  prompt_eval_count: 11,
  prompt_eval_duration: 500_000_000,
  eval_count: 20,
  eval_duration: 2_000_000_000,
}
const read = {
  totalNs: 5_000_000_000,
  loadNs: 1_000_000_000,
  promptTokens: 11,
  promptNs: 500_000_000,
  answerTokens: 20,
  answerNs: 2_000_000_000,
}
const untold = { totalNs: null, loadNs: null, promptTokens: null, promptNs: null, answerTokens: null, answerNs: null }

describe('an answer', () => {
  it.each<[string, Act, Partial<Answer>]>([
    [
      'with all figures',
      lines(piece('Yes'), piece('.'), { ...end, ...figures }),
      { text: 'Yes.', doneReason: 'stop', figures: read as never },
    ],
    ['with thinking apart', lines(piece('', { thinking: 'Hm' }), piece('Yes'), end), { text: 'Yes', thinking: 'Hm' }],
    [
      'without figures',
      lines(piece('Yes'), { done: true }),
      { text: 'Yes', doneReason: null, figures: untold as never },
    ],
    [
      'whose prompt was cached',
      lines(piece('Yes'), { ...end, ...figures, prompt_eval_count: undefined, prompt_eval_duration: undefined }),
      { figures: { ...read, promptTokens: null, promptNs: null } as never },
    ],
    [
      'with figures of other types, below zero or zero',
      lines(piece('Yes'), { ...end, total_duration: '5s', load_duration: -1, eval_count: 0, eval_duration: null }),
      { figures: untold as never },
    ],
    ['of nothing', lines({ ...end, ...figures }), { text: '', figures: read as never }],
    ['cut by num_predict', lines(piece('Y'), { ...end, done_reason: 'length' }), { text: 'Y', doneReason: 'length' }],
    [
      'in one piece without a line break',
      (response) => void response.end(JSON.stringify({ ...end, ...piece('All'), done: true })),
      { text: 'All' },
    ],
    ['with lines of another kind', lines({ status: 'busy' }, [1], piece('Yes'), null, end), { text: 'Yes' }],
    ['with lines encoded twice', lines(JSON.stringify(JSON.stringify(piece('Yes'))), end), { text: 'Yes' }],
    ['without content', lines({ message: null }, { message: { content: 7 } }, piece('Yes'), end), { text: 'Yes' }],
    ['with text after its end', lines(piece('Yes'), end, piece('More')), { text: 'Yes' }],
    ['of blanks', lines(piece('\n'), piece(' '), end), { text: '\n ' }],
  ])('%s', async (_, act, expected) => {
    const { client, hostId } = await answering(act)
    const { text, thinking, answer } = await run(client, hostId)
    expect(answer).toMatchObject({ text, thinking, ...expected, problem: null, isStopped: false })
    expect(await client.prompts.answers({ hostId, model: 'm' })).toEqual([answer])
  })
})

describe('no answer', () => {
  const status =
    (code: number, body: string): Act =>
    (response) =>
      void response.writeHead(code).end(body)
  const refused = (code: number, error: string) => status(code, JSON.stringify({ error }))
  it.each<[string, Act, string, string]>([
    ['an error line', lines(piece('Ye'), { error: 'broken' }), 'server_error', 'Ye'],
    ['out of memory, in a line', lines({ error: 'CUDA error: out of memory' }), 'out_of_memory', ''],
    [
      'an error line with a status',
      lines({ error: '"m" does not support chat', status: 400 }),
      'generate_unsupported',
      '',
    ],
    [
      'a sign-in, in a line',
      lines({ error: 'unauthorized', status: 401, signin_url: 'https://ollama.com/connect' }),
      'signin_needed',
      '',
    ],
    ['a line that is no JSON', lines(piece('Ye'), '<html>'), 'bad_answer', 'Ye'],
    ['a stream of another kind', lines('data: {"choices":[]}'), 'bad_answer', ''],
    ['no end', lines(piece('Ye')), 'answer_ended_early', 'Ye'],
    ['no line', lines(), 'answer_ended_early', ''],
    [
      'a broken connection',
      (response) =>
        void response.write(`${JSON.stringify(piece('Ye'))}\n`, () => setTimeout(() => response.destroy(), 50)),
      'answer_ended_early',
      'Ye',
    ],
    ['a model that does not chat', refused(400, '"m" does not support chat'), 'generate_unsupported', ''],
    ['a model that does not think', refused(400, '"m" does not support thinking'), 'thinking_unsupported', ''],
    ['too long a prompt', refused(400, 'the request exceeds the available context size'), 'prompt_too_long', ''],
    ['a missing model', refused(404, "model 'm' not found"), 'model_not_found', ''],
    [
      'a server before chat',
      (response) => void response.writeHead(404, { 'content-type': 'text/plain' }).end('404 page not found'),
      'not_supported',
      '',
    ],
    ['a full queue', refused(503, 'server busy, please try again.'), 'busy', ''],
    ['a runner that died', refused(500, 'llama runner process has terminated: exit status 2'), 'server_error', ''],
  ])('%s', async (_, act, code, arrived) => {
    const { client, hostId } = await answering(act)
    expect(await problemOf(run(client, hostId))).toMatchObject({ code })
    // What arrived is kept, with the reason why there is no more.
    const kept = await client.prompts.answers({ hostId, model: 'm' })
    expect(kept.map(({ text, problem, isStopped }) => [text, problem?.code, isStopped])).toEqual(
      arrived === '' ? [] : [[arrived, code, false]],
    )
  })
})

describe('a stop', () => {
  /** Answers with one word, and then says nothing more. */
  const endless = () => {
    const closed = { times: 0 }
    const act: Act = (response) => {
      response.on('close', () => closed.times++)
      response.write(`${JSON.stringify(piece('Ye'))}\n`)
    }
    return { act, closed }
  }

  it('closes the connection before the first line', async () => {
    const seen = { closed: false }
    const { client, hostId, asked } = await answering((response) => response.on('close', () => (seen.closed = true)))
    const stop = new AbortController()
    const ended = problemOf(run(client, hostId, {}, stop.signal)).catch(() => 'stopped')
    await vi.waitFor(() => expect(asked).toHaveLength(1))
    stop.abort()
    await ended
    await vi.waitFor(() => expect(seen.closed).toBe(true))
    expect(await client.prompts.answers({ hostId, model: 'm' })).toEqual([])
  })

  it('closes the connection in the middle, and keeps what has arrived', async () => {
    const { act, closed } = endless()
    const { client, hostId } = await answering(act)
    const stop = new AbortController()
    const stream = await client.prompts.run({ hostId, model: 'm', prompt: 'Hello' }, { signal: stop.signal })
    expect((await stream.next()).value).toEqual({ type: 'text', text: 'Ye', thinking: '' })
    stop.abort()
    await vi.waitFor(() => expect(closed.times).toBe(1))
    await vi.waitFor(async () =>
      expect(await client.prompts.answers({ hostId, model: 'm' })).toMatchObject([
        { text: 'Ye', isStopped: true, problem: null, doneReason: null },
      ]),
    )
  })

  it('by a reader that leaves the stream, too', async () => {
    const { act, closed } = endless()
    const { client, hostId } = await answering(act)
    for await (const event of await client.prompts.run({ hostId, model: 'm', prompt: 'Hello' })) {
      expect(event.type).toBe('text')
      break
    }
    await vi.waitFor(() => expect(closed.times).toBe(1))
  })

  it('by quitting Corral, too', async () => {
    const { act, closed } = endless()
    const { client, hostId, app, platform } = await answering(act)
    const stream = await client.prompts.run({ hostId, model: 'm', prompt: 'Hello' })
    await stream.next()
    await app.close()
    await vi.waitFor(() => expect(closed.times).toBe(1))
    expect(platform.disk.files.get('answers.json')).toContain('"Ye"')
  })
})

it('a request contains what was entered, and no more', async () => {
  const { client, hostId, asked } = await answering(lines(piece('Yes'), end))
  await run(client, hostId)
  await run(client, hostId, {
    system: 'Be brief',
    options: { temperature: 0, seed: 7 },
    think: 'low',
    images: ['QUJD'],
  })
  expect(asked).toEqual([
    { model: 'm', messages: [{ role: 'user', content: 'Hello' }], stream: true },
    {
      model: 'm',
      messages: [
        { role: 'system', content: 'Be brief' },
        { role: 'user', content: 'Hello', images: ['QUJD'] },
      ],
      options: { temperature: 0, seed: 7 },
      think: 'low',
      stream: true,
    },
  ])
  const [last] = await client.prompts.answers({ hostId, model: 'm' })
  expect(last).toMatchObject({ system: 'Be brief', images: 1, think: 'low' })
  expect(JSON.stringify(last)).not.toContain('QUJD')
})

it('many lines within 30 ms come to the page as few events', async () => {
  const { client, hostId } = await answering(lines(...Array.from({ length: 500 }, (_, at) => piece(`${at} `)), end))
  let events = 0
  let text = ''
  for await (const event of await client.prompts.run({ hostId, model: 'm', prompt: 'Hello' })) {
    events += 1
    if (event.type === 'text') text += event.text
  }
  expect(text).toBe(Array.from({ length: 500 }, (_, at) => `${at} `).join(''))
  expect(events).toBeLessThan(20)
})
