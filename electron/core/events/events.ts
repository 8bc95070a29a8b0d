import type { CorralEvent, EventNews } from '#shared/contract/events.ts'
import type { HostListener } from '../hosts/lifecycle.ts'
import type { Clock } from '../platform.ts'
import { createTopic } from '../topic.ts'

const KEPT = 200

/** What an event always has, and what only some have. */
type NewEvent = Pick<CorralEvent, 'kind' | 'hostId'> & Partial<Omit<CorralEvent, 'id' | 'at'>>

/** What happened in this run: ends of transfers and of loads, changes of models, hosts that come and go. */
export interface EventsService {
  add(event: NewEvent): void
  watch(signal?: AbortSignal): AsyncIterableIterator<EventNews, void>
}

/** @param hosts an event follows its server to another id */
export function createEvents(clock: Clock, hosts: { listen(listener: HostListener): void }): EventsService {
  let kept: CorralEvent[] = []
  let lastId = 0
  const topic = createTopic<EventNews>()
  hosts.listen((change) => {
    if (change.type !== 'replaced') return
    kept = kept.map((event) => (event.hostId === change.hostId ? { ...event, hostId: change.by } : event))
  })
  return {
    add(more) {
      lastId += 1
      const nothing = { name: '', to: null, size: null, ms: null, madeRoom: [], problem: null }
      const event: CorralEvent = { ...nothing, ...more, id: lastId, at: clock.now() }
      kept = [...kept, event].slice(-KEPT)
      // A reader that is that far behind has lost nothing that is still kept.
      topic.publish(String(event.id % KEPT), { type: 'one', event })
    },
    watch: (signal) => topic.subscribe(signal, [{ type: 'all', events: kept }]),
  }
}
