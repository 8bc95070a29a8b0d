import type { Problem } from '#shared/contract/problem.ts'

/** What a call failed with, as the page is told. */
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
