import { useQueryClient, type QueryClient } from '@tanstack/react-query'
import { useEffect } from 'react'
import type { HostsState } from '#shared/contract/hosts.ts'
import type { CorralClient } from '#shared/contract/index.ts'
import { useInspectorTab } from '../features/inspector/tab.ts'
import { useLibrary } from '../features/library/state.ts'
import { useClient } from './core.tsx'
import type { Listing } from './data/models.ts'
import { useNavigation } from './navigation.ts'
import { currentPageState, forgetGone } from './page-state.ts'
import { queryKeys } from './query-keys.ts'

/** Milliseconds from a change until it is sent to the core, together with those that follow meanwhile. */
const SEND_AFTER = 200

/** Saves where the user is in the page, what is filtered and selected: shortly after a change, or when it is hidden. */
export function PageStateSaving(): null {
  const client = useClient()
  const cache = useQueryClient()
  useEffect(() => savePageState(client, cache), [client, cache])
  useEffect(() => forgetGoneOnce(cache), [cache])
  return null
}

const currentHost = (cache: QueryClient) => cache.getQueryData<HostsState>(queryKeys.hosts)?.currentId ?? null

function savePageState(client: CorralClient, cache: QueryClient): () => void {
  const look = () => {
    const hostId = currentHost(cache)
    return { hostId, state: currentPageState(hostId, document.querySelector('[data-models]')?.scrollTop) }
  }
  let sent = ''
  let timer: number | undefined
  const send = () => {
    window.clearTimeout(timer)
    timer = undefined
    const now = look()
    const text = JSON.stringify(now)
    if (text === sent) return
    sent = text
    // The next change sends all again.
    client.pageState.save(now).catch(() => {})
  }
  const later = () => {
    timer ??= window.setTimeout(send, SEND_AFTER)
  }
  const whenHidden = () => {
    if (document.hidden) send()
  }
  const ends = [
    // A message that is sent while a page is left may not arrive, so what is changed seldom is sent at once.
    ...[useNavigation, useInspectorTab].map((store) => store.subscribe(send)),
    useLibrary.subscribe(later),
  ]
  // The user may have gone somewhere before this began.
  later()
  document.addEventListener('scroll', later, { capture: true, passive: true })
  document.addEventListener('visibilitychange', whenHidden)
  window.addEventListener('pagehide', send)
  return () => {
    send()
    for (const end of ends) end()
    document.removeEventListener('scroll', later, { capture: true })
    document.removeEventListener('visibilitychange', whenHidden)
    window.removeEventListener('pagehide', send)
  }
}

/** What was selected in an earlier run may be gone, which the first list of the server tells. */
function forgetGoneOnce(cache: QueryClient): () => void {
  const look = () => {
    const list = cache.getQueryData<Listing>(queryKeys.modelList(currentHost(cache) ?? ''))
    if (!list || list.kept) return
    end()
    forgetGone(list.models)
  }
  const end = cache.getQueryCache().subscribe(look)
  look()
  return end
}
