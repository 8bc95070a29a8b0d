import type { QueryClient } from '@tanstack/react-query'
import type { CorralClient } from '#shared/contract/index.ts'
import type { HostsState } from '#shared/contract/hosts.ts'
import { libraryViewQuery } from '../features/library/view.ts'
import { beginWithLastSeen } from './data/models.ts'
import { infoQuery, settingsQuery } from './data/settings.ts'
import { restorePageState } from './page-state.ts'
import { queryKeys } from './query-keys.ts'
import { applySettings } from './apply-settings.ts'

/** The first paint waits this long for its data, in milliseconds; then it shows what is there. */
const DEADLINE = 500

/**
 * Reads the data of the first paint, so that it is complete and in the right theme and language: settings,
 * hosts, the list that was read last, and where the user was. What is late is read by the components that need it.
 *
 * @param i18nReady settles once the catalogue of some language is loaded, after which another can be chosen
 */
export async function readFirstPaintData(
  client: CorralClient,
  cache: QueryClient,
  i18nReady: Promise<void>,
): Promise<void> {
  const ending = new AbortController()
  const late = new Promise<void>((resolve) => setTimeout(resolve, DEADLINE))
  const look = async () => {
    const [settings, info] = await Promise.all([
      cache.fetchQuery(settingsQuery(client)),
      cache.fetchQuery(infoQuery(client)),
    ])
    await i18nReady
    await applySettings(settings, info.locale)
  }
  const list = async () => {
    for await (const state of await client.hosts.watch(undefined, { signal: ending.signal })) {
      cache.setQueryData<HostsState>(queryKeys.hosts, state)
      const restored = client.pageState.get({ hostId: state.currentId })
      if (state.currentId !== null) await beginWithLastSeen(client, cache, state.currentId).catch(() => {})
      restorePageState(cache, state.currentId, await restored)
      break
    }
  }
  await Promise.race([late, Promise.allSettled([look(), list(), cache.prefetchQuery(libraryViewQuery(client))])])
  ending.abort()
}
