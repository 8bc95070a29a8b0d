import type { QueryObserverResult } from '@tanstack/react-query'
import { problemOf } from '../../host/index.ts'
import { ProblemView } from '../../ui/index.ts'

interface ListProblemProps {
  query: Pick<QueryObserverResult, 'error' | 'isFetching' | 'refetch'>
  /** Whether an earlier list is shown below. */
  hasList: boolean
}

/** Why the models could not be read. */
export function ListProblem({ query, hasList }: ListProblemProps) {
  const problem = problemOf(query.error)
  if (hasList) return <ProblemView size="line" problem={problem} />
  return <ProblemView size="page" problem={problem} onRetry={() => void query.refetch()} retrying={query.isFetching} />
}
