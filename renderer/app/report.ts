import { useCallback } from 'react'
import { problemOf } from '../host/index.ts'
import { notify, useProblemText } from '../ui/index.ts'

/**
 * For an act without a place of its own for its failure: waits for it and says what went wrong at the
 * edge of the window. Answers whether it went well.
 */
export function useReport(): (act: Promise<unknown>) => Promise<boolean> {
  const problemText = useProblemText()
  return useCallback(
    async (act) => {
      try {
        await act
        return true
      } catch (error) {
        const { title, next } = problemText(problemOf(error))
        notify({ title, description: next, tone: 'bad' })
        return false
      }
    },
    [problemText],
  )
}
