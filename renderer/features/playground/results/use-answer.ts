import { keepPreviousData, useQuery } from '@tanstack/react-query'

/** What the worker that keeps the vectors answers; the same question is asked once. */
export function useAnswer<T>(question: readonly unknown[], ask: () => Promise<T>) {
  return useQuery({
    queryKey: ['@corral', 'playground', ...question],
    queryFn: ask,
    staleTime: Infinity,
    retry: false,
    placeholderData: keepPreviousData,
  })
}
