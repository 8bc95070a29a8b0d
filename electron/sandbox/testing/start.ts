import { expect, onTestFinished, vi } from 'vitest'
import { ManualClock } from '../../core/test-clock.ts'
import { type Sandbox, type SandboxOptions, startSandbox } from '../server.ts'
import type { Machine } from '../memory/machine.ts'
import { linesOf, type Listening, type Reply, send, type Sent } from './client.ts'

/** A computer without a GPU. */
export const noGpu: Machine = { gpus: [], ram: 64 * 2 ** 30, isUnified: false }

interface Turned extends Sandbox {
  clock: ManualClock
  /** Sends a request and advances the clock until it is answered. */
  ask(sent: Sent, listening?: Listening): Promise<Reply>
  post(path: string, body: unknown): Promise<{ status: number; body: Record<string, unknown> }>
  get(path: string): Promise<Record<string, unknown>>
  /** The lines of a stream, to its end. */
  stream(path: string, body: unknown, listening?: Listening): Promise<Line[]>
  names(): Promise<string[]>
  /** Waits until the number of requests in progress is this; 0 also after a disconnected client was noticed. */
  pending(count: number): Promise<void>
}

export interface Line {
  status?: string
  digest?: string
  total?: number
  completed?: number
  error?: string
}

/** A sandbox with a manual clock; it is closed when the test ends. */
export async function started(options: SandboxOptions = {}): Promise<Turned> {
  const clock = new ManualClock()
  const sandbox = await startSandbox({ ...options, clock })
  onTestFinished(() => sandbox.close())
  const ask = (sent: Sent, listening?: Listening) => clock.until(send(sandbox.url, sent, listening))
  const json = (text: string) => (text === '' ? {} : (JSON.parse(text) as Record<string, unknown>))
  const get = async (path: string) => json((await ask({ method: 'GET', path })).text)
  return {
    ...sandbox,
    clock,
    ask,
    get,
    pending: (count) => vi.waitFor(() => expect(sandbox.open()).toBe(count), { interval: 1 }),
    async post(path, body) {
      const { status, text } = await ask({ method: 'POST', path, body })
      return { status, body: json(text) }
    },
    async stream(path, body, listening) {
      return linesOf(await ask({ method: 'POST', path, body }, listening)) as Line[]
    },
    async names() {
      const { models } = (await get('/api/tags')) as { models: { name: string }[] }
      return models.map(({ name }) => name)
    },
  }
}

/** Statuses in order, without repeats. */
export function statusesOf(lines: Line[]): string[] {
  return lines.map(({ status, error }) => status ?? error ?? '').filter((text, i, all) => text !== all[i - 1])
}
