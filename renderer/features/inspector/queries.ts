import { useInfiniteQuery, useQuery } from '@tanstack/react-query'
import type { TextPart } from '#shared/contract/library.ts'
import { useClient } from '../../app/core.tsx'
import { keys } from '../../app/keys.ts'

/** What a server says about a model changes only with the list, which the core announces. */
const STALE = 5 * 60_000

/** A model to be inspected. With its digest, so that another model under the same name is read anew. */
export interface Subject {
  hostId: string
  name: string
  digest: string
}

const inspectorKeys = {
  all: ({ hostId, name, digest }: Subject) => [...keys.model(hostId, name), digest] as const,
  inspection: (subject: Subject) => [...inspectorKeys.all(subject), 'inspection'] as const,
  text: (subject: Subject, part: TextPart) => [...inspectorKeys.all(subject), 'text', part] as const,
  tensors: (subject: Subject) => [...inspectorKeys.all(subject), 'tensors'] as const,
  array: (subject: Subject, key: string, offset: number) =>
    [...inspectorKeys.all(subject), 'array', key, offset] as const,
}

export function useInspection(subject: Subject, enabled: boolean) {
  const client = useClient()
  const { hostId, name } = subject
  return useQuery({
    queryKey: inspectorKeys.inspection(subject),
    queryFn: ({ signal }) => client.library.inspect({ hostId, name }, { signal }),
    enabled,
    staleTime: STALE,
    placeholderData: (before) => before,
  })
}

/** A long text page by page; `whole` reads what is still missing and answers with all of it. */
export function useText(subject: Subject, part: TextPart) {
  const client = useClient()
  const { hostId, name } = subject
  const query = useInfiniteQuery({
    queryKey: inspectorKeys.text(subject, part),
    queryFn: ({ pageParam, signal }) => client.library.text({ hostId, name, part, offset: pageParam }, { signal }),
    initialPageParam: 0,
    getNextPageParam: (page) => page.next,
    staleTime: STALE,
  })
  const whole = async () => {
    let { data, hasNextPage } = query
    while (hasNextPage) {
      const result = await query.fetchNextPage()
      if (result.error) throw result.error
      ;({ data, hasNextPage } = result)
    }
    return (data?.pages ?? []).map(({ text }) => text).join('')
  }
  return { ...query, whole }
}

/** Rows of the tensor table a page; the core sends fewer where they would not fit. */
const TENSORS = 500

export function useTensors(subject: Subject) {
  const client = useClient()
  const { hostId, name } = subject
  return useInfiniteQuery({
    queryKey: inspectorKeys.tensors(subject),
    queryFn: ({ pageParam, signal }) =>
      client.library.tensors({ hostId, name, offset: pageParam, limit: TENSORS }, { signal }),
    initialPageParam: 0,
    getNextPageParam: ({ total, rows }, pages) => {
      const read = pages.reduce((sum, page) => sum + page.rows.length, 0)
      return rows.length > 0 && read < total ? read : null
    },
    staleTime: STALE,
  })
}

/** Elements of an array shown at once. */
export const ARRAY_PAGE = 50

export function useArrayPage(subject: Subject, key: string, offset: number) {
  const client = useClient()
  const { hostId, name } = subject
  return useQuery({
    queryKey: inspectorKeys.array(subject, key, offset),
    queryFn: ({ signal }) => client.library.array({ hostId, name, key, offset, limit: ARRAY_PAGE }, { signal }),
    staleTime: STALE,
    placeholderData: (before) => before,
  })
}
