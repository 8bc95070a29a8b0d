import { keepPreviousData, useInfiniteQuery, useQuery } from '@tanstack/react-query'
import type { CorralClient } from '#shared/contract/index.ts'
import type { TextPart } from '#shared/contract/library.ts'
import { useClient } from '../../app/core.tsx'
import { queryKeys } from '../../app/query-keys.ts'

/** In milliseconds. The inspection of a model changes only with the list, which the core announces. */
const STALE = 5 * 60_000

/** The inspected model. Has the digest, so that another model under the same name is read again. */
export interface Subject {
  hostId: string
  name: string
  digest: string
}

const inspectorKeys = {
  all: ({ hostId, name, digest }: Subject) => [...queryKeys.model(hostId, name), digest] as const,
  inspection: (subject: Subject) => [...inspectorKeys.all(subject), 'inspection'] as const,
  text: (subject: Subject, part: TextPart) => [...inspectorKeys.all(subject), 'text', part] as const,
  tensors: (subject: Subject) => [...inspectorKeys.all(subject), 'tensors'] as const,
  tensorTotals: (subject: Subject) => [...inspectorKeys.all(subject), 'tensor-totals'] as const,
  array: (subject: Subject, key: string, offset: number) =>
    [...inspectorKeys.all(subject), 'array', key, offset] as const,
  vocabulary: (subject: Subject) => [...inspectorKeys.all(subject), 'vocabulary'] as const,
  tokens: (subject: Subject, page: number) => [...inspectorKeys.all(subject), 'tokens', page] as const,
  merges: (subject: Subject, page: number) => [...inspectorKeys.all(subject), 'merges', page] as const,
  found: (subject: Subject, query: string, type: number | null) =>
    [...inspectorKeys.all(subject), 'found', query, type] as const,
}

export function inspectionQuery(client: CorralClient, subject: Subject) {
  const { hostId, name } = subject
  return {
    queryKey: inspectorKeys.inspection(subject),
    queryFn: ({ signal }: { signal: AbortSignal }) => client.library.inspect({ hostId, name }, { signal }),
    staleTime: STALE,
  }
}

export function useInspection(subject: Subject, enabled: boolean) {
  const client = useClient()
  return useQuery({ ...inspectionQuery(client, subject), enabled, placeholderData: keepPreviousData })
}

/** Reads a whole text of the model, page by page. */
async function readText(client: CorralClient, { hostId, name }: Subject, part: TextPart, signal: AbortSignal) {
  const pages: string[] = []
  for (let offset: number | null = 0; offset !== null;) {
    const page = await client.library.text({ hostId, name, part, offset }, { signal })
    pages.push(page.text)
    offset = page.next
  }
  return pages.join('')
}

export function useText(subject: Subject, part: TextPart, enabled = true) {
  const client = useClient()
  return useQuery({
    queryKey: inspectorKeys.text(subject, part),
    queryFn: ({ signal }) => readText(client, subject, part, signal),
    enabled,
    staleTime: STALE,
  })
}

/** Tensors per page; the core sends fewer if they would not fit. */
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

export function useTensorTotals(subject: Subject) {
  const client = useClient()
  const { hostId, name } = subject
  return useQuery({
    queryKey: inspectorKeys.tensorTotals(subject),
    queryFn: ({ signal }) => client.library.tensorTotals({ hostId, name }, { signal }),
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
    placeholderData: keepPreviousData,
  })
}

export function useVocabulary(subject: Subject) {
  const client = useClient()
  const { hostId, name } = subject
  return useQuery({
    queryKey: inspectorKeys.vocabulary(subject),
    queryFn: ({ signal }) => client.library.vocabulary({ hostId, name }, { signal }),
    staleTime: STALE,
  })
}

/** Tokens per page. */
export const TOKEN_PAGE = 200

/** One page of the vocabulary; dropped from the cache soon after it is no longer shown. */
export function tokenPage(client: CorralClient, subject: Subject, page: number) {
  const { hostId, name } = subject
  return {
    queryKey: inspectorKeys.tokens(subject, page),
    queryFn: ({ signal }: { signal: AbortSignal }) =>
      client.library.tokens({ hostId, name, offset: page * TOKEN_PAGE, limit: TOKEN_PAGE }, { signal }),
    staleTime: STALE,
    gcTime: 60_000,
  }
}

/** One page of the merges, of the same size. */
export function mergePage(client: CorralClient, subject: Subject, page: number) {
  const { hostId, name } = subject
  const key = 'tokenizer.ggml.merges'
  return {
    queryKey: inspectorKeys.merges(subject, page),
    queryFn: async ({ signal }: { signal: AbortSignal }) => {
      const input = { hostId, name, key, offset: page * TOKEN_PAGE, limit: TOKEN_PAGE }
      const { values } = await client.library.array(input, { signal })
      return { rows: values.map(String) }
    },
    staleTime: STALE,
    gcTime: 60_000,
  }
}

/** Tokens with `query` in their text, or of one type, loaded further while scrolling. */
export function useFoundTokens(subject: Subject, query: string, type: number | null) {
  const client = useClient()
  const { hostId, name } = subject
  return useInfiniteQuery({
    queryKey: inspectorKeys.found(subject, query, type),
    queryFn: ({ pageParam, signal }) =>
      client.library.searchTokens({ hostId, name, query, type, from: pageParam, limit: TOKEN_PAGE }, { signal }),
    initialPageParam: 0,
    getNextPageParam: ({ next }) => next,
    enabled: query !== '' || type !== null,
    staleTime: STALE,
    gcTime: 60_000,
    placeholderData: keepPreviousData,
  })
}
