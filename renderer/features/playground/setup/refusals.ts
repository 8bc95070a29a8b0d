import { create } from 'zustand'
import type { ProblemCode } from '#shared/contract/problem.ts'

/** Models that a server refused to embed with, by host and `refusalKey`; until the page is closed. */
export const useRefusals = create<{ refused: Readonly<Record<string, ReadonlySet<string>>> }>(() => ({ refused: {} }))

/** Remembers what came of embedding: the code of a problem, or `null` for vectors. Other problems say nothing of the model. */
export function learnRefusal(hostId: string, key: string, code: ProblemCode | null): void {
  if (code !== null && code !== 'embedding_unsupported') return
  useRefusals.setState(({ refused }) => {
    const keys = new Set(refused[hostId])
    if (code === null) keys.delete(key)
    else keys.add(key)
    return { refused: { ...refused, [hostId]: keys } }
  })
}
