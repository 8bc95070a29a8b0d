import type { ProblemCode } from '#shared/contract/problem.ts'
import type { ProgressLine } from '#shared/ollama/progress-line.ts'
import type { Ollama } from '../ollama/client.ts'
import { fail } from '../problem.ts'
import { manualClock } from '../test-clock.ts'
import { createJob } from './job.ts'
import type { PullPlan } from './pull-plan.ts'

const digest = `sha256:${'a'.repeat(64)}`
export const layer = (completed: number, total = 100e6): ProgressLine => ({
  status: 'pulling aaa',
  digest,
  total,
  completed,
})
export const manifest: ProgressLine = { status: 'pulling manifest' }
export const success: ProgressLine = { status: 'success' }

/** `silence` is a stream that stays open without a word. */
type End = ProblemCode | 'silence' | 'dying' | null

/** Lines, each sent at once, and how they end. A number among them is a pause in milliseconds. */
export type Answer = [lines: (ProgressLine | number)[], end: End]

interface ScriptOptions {
  kind?: 'pull' | 'push'
  silent?: boolean
  stallRescue?: boolean
  /** The answers of the server to whether it has a layer; then it has each. */
  missing?: (boolean | null)[]
  /** The digest of the manifest that it lists. */
  installed?: string
  lastHashRate?: number | null
  plan?: (signal: AbortSignal) => Promise<PullPlan>
  hasRoom?: (bytes: number) => Promise<boolean | null>
}

/** For tests: a job at a server whose answers are given one after another, the last one again and again. */
export function scripted(
  answers: Answer[],
  {
    kind = 'pull',
    silent = false,
    stallRescue = true,
    missing = [],
    installed = '',
    lastHashRate = null,
    plan,
    hasRoom,
  }: ScriptOptions = {},
) {
  const asked: number[] = []
  const { clock, turn } = manualClock()
  let open = 0
  let snapshots = 0
  let versions = 0
  let isAway = false
  const pause = (ms: number, signal: AbortSignal) =>
    new Promise<void>((resolve) => {
      const over = () => {
        timer.cancel()
        signal.removeEventListener('abort', over)
        resolve()
      }
      const timer = clock.after(ms, over)
      signal.addEventListener('abort', over)
    })
  const client = {
    server: 'http://h',
    version: async () => {
      versions += 1
      if (isAway) throw fail('refused', { server: 'http://h' })
      return '0.33.0'
    },
    tags: async () => ({ rows: [{ name: 'm:latest', digest: installed }] }),
    hasBlob: async () => missing.shift() ?? true,
    async *transfer(_kind: string, _request: unknown, signal: AbortSignal) {
      asked.push(clock.now())
      open += 1
      try {
        const [lines, end] = answers[asked.length - 1] ?? answers.at(-1) ?? [[], null]
        for (const line of lines) {
          if (typeof line === 'number') await pause(line, signal)
          if (signal.aborted) throw fail('cancelled')
          if (typeof line !== 'number') yield line
        }
        if (end === 'silence') await pause(Infinity, signal)
        if (signal.aborted) throw fail('cancelled')
        if (end === 'dying') throw fail('server_error', {}, { detail: 'context canceled' })
        if (end !== null && end !== 'silence') throw fail(end, { server: 'http://h' })
      } finally {
        open -= 1
      }
    },
  } as unknown as Ollama
  const order = { kind, name: 'm:latest', insecure: false, silent }
  const job = createJob({
    clock,
    client: () => client,
    order,
    changed: () => (snapshots += 1),
    stallRescue: () => stallRescue,
    lastHashRate: () => lastHashRate,
    ...(plan && { plan }),
    ...(hasRoom && { hasRoom }),
    random: () => 0.5,
  })
  const ended = job.run()
  const started = clock.now()
  return {
    job: Object.assign(job, { ended }),
    turn,
    /** Turns the clock second by second, as the job's own timers need it. */
    async seconds(count: number) {
      for (let second = 0; second < count; second++) await turn(1000)
    },
    /** When it was asked, in milliseconds after the start. */
    gaps: () => asked.map((at) => at - started),
    /** Requests under way. */
    open: () => open,
    /** Snapshots sent so far. */
    snapshots: () => snapshots,
    /** How often the server was asked whether it is there. */
    versions: () => versions,
    /** Whether the server answers nothing but its open stream. */
    goAway: (away: boolean) => void (isAway = away),
  }
}
