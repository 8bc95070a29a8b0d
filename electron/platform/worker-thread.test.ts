import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { fileURLToPath } from 'node:url'
import { build } from 'rolldown'
import { afterAll, afterEach, beforeAll, expect, it, vi } from 'vitest'
import { joinBytes } from '../core/bytes.ts'
import { toArrays } from '../core/ollama/json-arrays.ts'
import { readVerboseAnswer } from '../core/ollama/verbose-answer.ts'
import { createWorkerThread, IDLE_MS } from './worker-thread.ts'

const folder = mkdtempSync(path.join(os.tmpdir(), 'corral-worker-'))
const built = path.join(folder, 'worker.cjs')
const file = path.join(folder, 'own.cjs')
const opened: { close(): Promise<void> }[] = []

beforeAll(async () => {
  const input = fileURLToPath(new URL('worker.ts', import.meta.url))
  await build({ input, platform: 'node', output: { file: built, format: 'cjs' }, logLevel: 'warn' })
})
afterEach(async () => {
  vi.useRealTimers()
  for (const one of opened.splice(0)) await one.close()
})
afterAll(() => rmSync(folder, { recursive: true }))

function open(source = built) {
  const worker = createWorkerThread(source)
  opened.push(worker)
  return worker
}

/** A worker that runs `body` for each message; its answer's `rest` is its thread id. */
function write(body: string) {
  writeFileSync(
    file,
    `const { parentPort, threadId } = require('node:worker_threads')
    const answer = () => parentPort.postMessage({ rest: String(threadId) })
    parentPort.on('message', () => { ${body} })`,
  )
}

const text = (words: string[]) =>
  joinBytes([Buffer.from(JSON.stringify({ license: '字', model_info: { 'tokenizer.ggml.tokens': words, n: 1 } }))])

it('returns the same as the main thread, for several calls in order', async () => {
  const worker = open()
  const lists = [['x'], Array.from({ length: 2000 }, (_, id) => `"${id}字`), ['y', 'z']]
  const found = await Promise.all(
    lists.map((words) => worker.readVerboseAnswer(Promise.resolve([text(words), text([])]))),
  )
  for (const [at, words] of lists.entries()) {
    expect(found[at]).toEqual(readVerboseAnswer([text(words), text([])]))
    expect(toArrays(found[at]!).get('tokenizer.ggml.tokens')?.slice(0, words.length)).toEqual(words)
  }
})

it('transfers the memory of its input instead of copying it', async () => {
  const parts = [text(['a', 'b']), text([])]
  await open().readVerboseAnswer(Promise.resolve(parts))
  expect(parts.map(({ length }) => length)).toEqual([0, 0])
})

it.each([
  ['throw new Error("out of order")', 'out of order'],
  ['process.exit(3)', 'exit 3'],
])('rejects every waiting call when the worker stops by %s, and starts another', async (body, detail) => {
  write(body)
  const worker = open(file)
  const call = () => worker.readVerboseAnswer(Promise.resolve([text([])]))
  const stopped = { problem: { code: 'worker_stopped', detail, retryable: true } }
  const [first, second] = [call(), call()]
  await expect(first).rejects.toMatchObject(stopped)
  await expect(second).rejects.toMatchObject(stopped)
  write('answer()')
  expect((await call()).rest).toMatch(/^\d+$/)
})

it('rejects when the file of the worker is missing', async () => {
  await expect(open(path.join(folder, 'none.cjs')).readVerboseAnswer(Promise.resolve([]))).rejects.toMatchObject({
    problem: { code: 'worker_stopped', detail: expect.stringContaining('ENOENT') as string },
  })
})

it('keeps one worker while there are calls, and ends it when idle', async () => {
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] })
  write('answer()')
  const worker = open(file)
  const call = async () => (await worker.readVerboseAnswer(Promise.resolve([text([])]))).rest
  const first = await call()
  vi.advanceTimersByTime(IDLE_MS - 1)
  expect(await call()).toBe(first)
  vi.advanceTimersByTime(IDLE_MS - 1)
  expect(await call()).toBe(first)
  vi.advanceTimersByTime(IDLE_MS)
  expect(await call()).not.toBe(first)
})

it('rejects with the error of the input, and continues', async () => {
  const worker = open()
  await expect(worker.readVerboseAnswer(Promise.reject(new Error('refused')))).rejects.toThrow('refused')
  expect((await worker.readVerboseAnswer(Promise.resolve([text(['a'])]))).places).toHaveLength(1)
})

it('rejects a waiting call when it is closed', async () => {
  write('')
  const worker = open(file)
  const call = worker.readVerboseAnswer(Promise.resolve([text([])]))
  const told = expect(call).rejects.toMatchObject({ problem: { code: 'worker_stopped' } })
  // The message is posted after the input has resolved.
  await Promise.resolve()
  await worker.close()
  await told
})

it('ends the work of an aborted call, and answers those after it', async () => {
  const first = text(['slow'])
  writeFileSync(
    file,
    `const { parentPort } = require('node:worker_threads')
    parentPort.on('message', ([{ length }]) => {
      if (length === ${first.length}) for (;;);
      parentPort.postMessage({ rest: String(length) })
    })`,
  )
  const worker = open(file)
  const page = new AbortController()
  const others = [text(['other one']), text(['another one'])]
  const slow = worker.readVerboseAnswer(Promise.resolve([first]), page.signal)
  const told = expect(slow).rejects.toMatchObject({ problem: { code: 'cancelled' } })
  const lengths = others.map(({ length }) => String(length))
  const left = new AbortController()
  const waiting = worker.readVerboseAnswer(Promise.resolve([text(['never'])]), left.signal)
  const alsoTold = expect(waiting).rejects.toMatchObject({ problem: { code: 'cancelled' } })
  const answers = Promise.all(others.map((one) => worker.readVerboseAnswer(Promise.resolve([one]))))
  await expect.poll(() => first.length).toBe(0)
  left.abort()
  await alsoTold
  page.abort()
  await told
  expect((await answers).map(({ rest }) => rest)).toEqual(lengths)
})
