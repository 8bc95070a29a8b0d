import { useCallback } from 'react'
import { problemOf } from '../host/index.ts'
import { pageWork } from './page-work.ts'
import { notify, useProblemText } from '../ui/index.ts'

/**
 * Awaits an act and shows its failure as a toast, for acts that have no other place for it. Resolves to whether
 * it succeeded.
 */
export function useReport(): (act: Promise<unknown>) => Promise<boolean> {
  const problemText = useProblemText()
  return useCallback(
    async (act) => {
      try {
        await pageWork(act)
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
