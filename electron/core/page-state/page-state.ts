import { z } from 'zod'
import { pageStateFields, type PageState } from '#shared/contract/page-state.ts'
import type { HostsService } from '../hosts/hosts.ts'
import { isPersisted } from '../hosts/hosts-format.ts'
import type { Platform } from '../platform.ts'
import { lateRecord } from '../records/late-record.ts'
import { readEntries, readFields } from '../records/read.ts'
import type { RecordFormat } from '../records/record.ts'

/** Hosts whose state is kept on disk: those used last. */
export const MAX_PAGE_STATES = 20

interface Saved {
  hostId: string
  state: PageState
}

/** The states of hosts, that of the host used last at the end. */
export const pageStatesFormat: RecordFormat<Saved[]> = {
  name: 'page-state.json',
  version: 1,
  keepsLastGood: false,
  initial: [],
  read(value, lost) {
    if (!Array.isArray(value)) return undefined
    return readEntries(value.slice(-MAX_PAGE_STATES), lost, (entry) => {
      const saved = readFields({ hostId: z.string().min(1).max(64), state: z.unknown() }, entry, lost)
      const state = saved && readFields(pageStateFields, saved.state, lost)
      return saved && state && { hostId: saved.hostId, state }
    })
  },
}

const initial: PageState = z.object(pageStateFields).parse({})

/** Where the user was in the page, by the current host; `null` for none. */
export interface PageStateService {
  get(hostId: string | null): Promise<PageState>
  save(hostId: string | null, state: PageState): Promise<void>
  /** Writes what is not yet written. */
  close(): Promise<void>
}

export function createPageState(platform: Platform, hosts: Pick<HostsService, 'find' | 'listen'>): PageStateService {
  const file = lateRecord(platform, pageStatesFormat)
  /** In the order of their use. */
  const states = new Map<string | null, PageState>()
  let reading: Promise<void> | undefined
  const read = () =>
    (reading ??= file.get().then((saved) => {
      for (const { hostId, state } of saved) states.set(hostId, state)
    }))
  const write = () => {
    const saved = [...states].flatMap(([hostId, state]) => {
      const host = hostId === null ? undefined : hosts.find(hostId)
      return host && isPersisted(host) ? [{ hostId: host.id, state }] : []
    })
    file.set(saved.slice(-MAX_PAGE_STATES))
  }
  const put = (hostId: string | null, state: PageState | undefined) => {
    states.delete(hostId)
    if (state) states.set(hostId, state)
    write()
  }

  hosts.listen((change) => {
    if (change.type !== 'removed' && change.type !== 'replaced') return
    void read().then(() => {
      const state = states.get(change.hostId)
      if (state && change.type === 'replaced') put(change.by, state)
      put(change.hostId, undefined)
    })
  })
  return {
    async get(hostId) {
      await read()
      return states.get(hostId) ?? initial
    },
    async save(hostId, state) {
      await read()
      put(hostId, state)
    },
    close: file.close,
  }
}
