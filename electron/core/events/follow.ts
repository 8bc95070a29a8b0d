import type { HostsState } from '#shared/contract/hosts.ts'
import type { Transfer, TransferEvent } from '#shared/contract/transfers.ts'
import { isEndState, type EndState } from '#shared/domain/transfer-state.ts'
import type { EventsService } from './events.ts'

const ofPull = { done: 'pulled', failed: 'pull_failed', cancelled: 'pull_cancelled' } as const satisfies Record<
  EndState,
  string
>
const ofPush = { done: 'pushed', failed: 'push_failed', cancelled: 'push_cancelled' } as const satisfies Record<
  EndState,
  string
>

/** Adds the end of each attempt of a transfer. Those that had ended before are no news. */
export async function followTransfers(news: AsyncIterable<TransferEvent>, events: Pick<EventsService, 'add'>) {
  const ended = new Set<string>()
  const keyOf = ({ id, attempt }: Transfer) => `${id} ${attempt}`
  for await (const event of news) {
    if (event.type === 'all')
      for (const transfer of event.transfers) if (isEndState(transfer.state)) ended.add(keyOf(transfer))
    if (event.type !== 'one') continue
    const { kind, state, hostId, name, total, problem } = event.transfer
    if (!isEndState(state) || ended.has(keyOf(event.transfer))) continue
    ended.add(keyOf(event.transfer))
    const size = state === 'done' && total > 0 ? total : null
    events.add({ kind: (kind === 'pull' ? ofPull : ofPush)[state], hostId, name, size, problem })
  }
}

/** Adds each time a host stops answering or answers again; the first check of a host is no news. */
export async function followHosts(states: AsyncIterable<HostsState>, events: Pick<EventsService, 'add'>) {
  const known = new Map<string, 'up' | 'down'>()
  for await (const { hosts } of states)
    for (const { id, reach, problem } of hosts) {
      if (reach === 'checking') continue
      const before = known.get(id)
      known.set(id, reach)
      if (before === undefined || before === reach) continue
      events.add({
        kind: reach === 'up' ? 'host_up' : 'host_down',
        hostId: id,
        problem: reach === 'up' ? null : problem,
      })
    }
}
