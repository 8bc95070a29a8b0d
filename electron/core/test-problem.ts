import type { Problem } from '#shared/contract/problem.ts'

/** The problem that a call fails with, as the page receives it. */
export async function problemOf(call: Promise<unknown>): Promise<Problem> {
  try {
    await call
  } catch (error) {
    const { defined, data } = error as { defined?: boolean; data?: Problem }
    if (defined && data) return data
    throw error
  }
  throw new Error('nothing failed')
}
