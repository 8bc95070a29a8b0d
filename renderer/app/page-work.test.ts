import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import type { CorralClient } from '#shared/contract/index.ts'
import { cancelRun, startRun } from '../features/playground/run/run.ts'
import { useForm } from '../features/try/form.ts'
import { sendPrompts, stopAnswers } from '../features/try/run.ts'
import { hasWork, pageText } from './page-work.ts'

let mutating = 0
let found: object | null = null
const has = () => hasWork({ isMutating: () => mutating })

beforeEach(() => {
  mutating = 0
  found = null
  vi.stubGlobal('document', { querySelector: () => found })
})
afterEach(() => void vi.unstubAllGlobals())

/** Answers nothing until it is cancelled. */
const silent = (_input: unknown, { signal }: { signal: AbortSignal }) =>
  new Promise((_, reject) => signal.addEventListener('abort', () => reject(signal.reason as Error)))

it('is there while the page changes something, and while a dialog is open', () => {
  expect(has()).toBe(false)
  mutating = 1
  expect(has()).toBe(true)
  mutating = 0
  found = {}
  expect(has()).toBe(true)
})

it('is there until what was typed is saved', () => {
  let isUnsaved = true
  const end = pageText(() => isUnsaved)
  expect(has()).toBe(true)
  isUnsaved = false
  expect(has()).toBe(false)
  isUnsaved = true
  end()
  expect(has()).toBe(false)
})

it('is there while the playground embeds', async () => {
  const client = { embeddings: { run: silent } } as unknown as CorralClient
  const settings = { truncate: true, dimensions: 0, options: {}, keepAlive: null }
  const run = startRun(client, { hostId: 'h', models: [{ name: 'a', key: 'a' }], texts: [], settings })
  expect(has()).toBe(true)
  cancelRun()
  expect(await run).toBe(false)
  expect(has()).toBe(false)
})

it('is there for a prompt that is not sent, and while it is answered', async () => {
  const client = { prompts: { run: silent } } as unknown as CorralClient
  useForm.getState().change({ prompt: 'Why?' })
  expect(has()).toBe(true)
  const input = { hostId: 'h', model: 'a', prompt: 'Why?', system: '', options: {}, think: null, images: [] }
  const run = sendPrompts(client, [input])
  expect(has()).toBe(true)
  stopAnswers()
  await run
  expect(has()).toBe(false)
  useForm.getState().change({ prompt: 'Why not?' })
  expect(has()).toBe(true)
  useForm.getState().change({ prompt: '' })
  expect(has()).toBe(false)
})
