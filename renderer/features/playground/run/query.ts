import { create } from 'zustand'
import type { CorralClient } from '#shared/contract/index.ts'
import type { Problem } from '#shared/contract/problem.ts'
import type { Neighbour } from '#shared/domain/ranking.ts'
import { call, computeProblem } from './compute-client.ts'
import type { Result } from './results.ts'
import { embedOne } from './run.ts'

export type Query =
  | { kind: 'none' }
  | { kind: 'running'; text: string; resultId: string }
  | {
      kind: 'done'
      text: string
      resultId: string
      neighbours: readonly Neighbour[]
      /** Its position on the plane; `null` for a zero vector. */
      point: readonly [number, number] | null
      wasCut: boolean
    }
  /** `length`: the model now returns vectors of another dimension than the result has. */
  | { kind: 'failed'; text: string; resultId: string; problem: Problem | 'length' }

/** A query text that is compared with the texts of a result. */
export const useQueryText = create<{ query: Query; text: string; write: (text: string) => void }>((set) => ({
  query: { kind: 'none' },
  text: '',
  write: (text) => set({ text }),
}))

let current: AbortController | undefined

export function clearQuery(): void {
  current?.abort()
  current = undefined
  useQueryText.setState({ query: { kind: 'none' }, text: '' })
}

const NEIGHBOURS = 20

/** Embeds a query text with the model and settings of a result, and finds the most similar texts. */
export async function ask(client: CorralClient, hostId: string, { id, facts }: Result, text: string): Promise<void> {
  current?.abort()
  const controller = new AbortController()
  current = controller
  const about = { text, resultId: id }
  const show = (query: Query) => {
    if (current === controller) useQueryText.setState({ query })
  }
  show({ kind: 'running', ...about })
  try {
    const made = await embedOne(client, hostId, facts, text, controller.signal)
    if ('problem' in made) {
      show({ kind: 'failed', ...about, problem: made.problem })
      return
    }
    const { bytes, wasCut } = made
    const found = await call('query', { id, bytes, limit: NEIGHBOURS }, [bytes])
    if (found === null) show({ kind: 'failed', ...about, problem: 'length' })
    else {
      const { neighbours, point } = found
      show({ kind: 'done', ...about, neighbours, point: point?.some(Number.isNaN) === true ? null : point, wasCut })
    }
  } catch (error) {
    show(controller.signal.aborted ? { kind: 'none' } : { kind: 'failed', ...about, problem: computeProblem(error) })
  }
}
