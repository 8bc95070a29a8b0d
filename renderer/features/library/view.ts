import { queryOptions, useQuery, useQueryClient } from '@tanstack/react-query'
import { useCallback } from 'react'
import type { CorralClient } from '#shared/contract/index.ts'
import type { LibraryView } from '#shared/contract/library.ts'
import { useClient } from '../../app/core.tsx'
import { queryKeys } from '../../app/query-keys.ts'
import { useReport } from '../../app/report.ts'

const queryKey = queryKeys.libraryView

export const libraryViewQuery = (client: CorralClient) =>
  queryOptions({
    queryKey,
    queryFn: ({ signal }) => client.library.view(undefined, { signal }),
    staleTime: Infinity,
    gcTime: Infinity,
  })

/** Delay before saving, in milliseconds, as resizing a column changes the view many times a second. */
const SAVE_AFTER = 300

let saving: ReturnType<typeof setTimeout> | undefined

/** The view of the list: columns, sorting and grouping. Changes show at once and are saved by the core shortly after. */
export function useLibraryView(): {
  view: LibraryView | undefined
  change: (change: Partial<LibraryView>) => void
} {
  const client = useClient()
  const cache = useQueryClient()
  const report = useReport()
  const { data } = useQuery(libraryViewQuery(client))
  const change = useCallback(
    (change: Partial<LibraryView>) => {
      const before = cache.getQueryData<LibraryView>(queryKey)
      if (!before) return
      const view = { ...before, ...change }
      cache.setQueryData(queryKey, view)
      clearTimeout(saving)
      saving = setTimeout(() => void report(client.library.setView(view)), SAVE_AFTER)
    },
    [client, cache, report],
  )
  return { view: data, change }
}
