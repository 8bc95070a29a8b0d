import type { Problem } from '../contract/problem.ts'
import { isLoopback } from '../ollama/host-url.ts'

/** The texts of a problem: what happened, what it means for the user's data, what to do next. */
export interface ProblemText {
  title: string
  meaning: string
  next: string
}

type Case = 'here' | 'windows' | 'wsl'

/** Texts with those that replace them if the server is on this computer, and if Corral runs in Windows or in WSL there. */
export type ProblemWords = ProblemText & { [K in Case]?: Partial<Omit<ProblemText, 'title'>> }

/** Whether the server of a problem is on this computer. `here` marks an address of it that is not loopback. */
export function isHere({ params: { server, here } }: Problem): boolean {
  return here !== undefined || (typeof server === 'string' && isLoopback(server))
}

/** The texts that hold for the computer the server is on: advice for another one would mislead. */
export function wordsFor(problem: Problem, { here, windows, wsl, ...general }: ProblemWords): ProblemText {
  if (!isHere(problem)) return general
  const { system } = problem.params
  return { ...general, ...here, ...(system === 'wsl' ? wsl : system === 'win32' ? windows : undefined) }
}
