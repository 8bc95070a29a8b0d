import type { HistoryEntry, HistoryFilter, HistoryRow } from '#shared/contract/history.ts'
import type { ModelOptions } from '#shared/contract/fields.ts'
import type { HostsService } from '../hosts/hosts.ts'
import type { LibraryActs } from '../library/acts.ts'
import type { Operation } from '../operations/operation.ts'
import type { Operations } from '../operations/operations.ts'
import type { UndoService } from '../operations/undo.ts'
import { isBinName } from '#shared/domain/bin-names.ts'
import type { Platform } from '../platform.ts'
import { fail } from '../problem.ts'
import type { RunningService } from '../running/running.ts'
import type { TransfersService } from '../transfers/transfers.ts'
import { toPart, toRow } from './entries.ts'
import { reversalsOf } from '../operations/reversals.ts'
import { groupsOf, nextReversed, passes, type Group } from './groups.ts'

/** How many lines an export returns at once. */
const EXPORTED = 500
/** Least time between two announcements of changes, in milliseconds. */
const TELL_EVERY = 200

type Direction = 'undo' | 'redo'

/** What was done, as far as it is kept, see `keepOperations`. */
export interface HistoryService {
  list(filter: HistoryFilter & { limit: number }): {
    rows: HistoryRow[]
    found: number
    total: number
    hosts: { name: string; url: string }[]
  }
  entry(id: string): HistoryEntry
  export(filter: HistoryFilter & { offset: number }): { entries: HistoryEntry[]; next: number | null }
  undo(id: string): Promise<{ undone: HistoryRow }>
  undoLast(hostId: string, direction: Direction): Promise<{ undone: HistoryRow | null }>
  retry(id: string): Promise<void>
}

interface Services {
  operations: Pick<Operations, 'all' | 'onChange'>
  hosts: Pick<HostsService, 'find' | 'state' | 'listen'>
  undo: UndoService
  acts: LibraryActs
  running: Pick<RunningService, 'load' | 'unload'>
  transfers: Pick<TransfersService, 'all' | 'retry' | 'start'>
}

export function createHistory(
  { clock, newId }: Pick<Platform, 'clock' | 'newId'>,
  { operations, hosts, undo, acts, running, transfers }: Services,
  changed: () => void,
): HistoryService {
  let read: { all: Operation[]; groups: Group[]; reversals: ReturnType<typeof reversalsOf> } | null = null
  let isTelling = false
  operations.onChange(() => {
    read = null
    if (isTelling) return
    isTelling = true
    clock.after(TELL_EVERY, () => {
      isTelling = false
      changed()
    })
  })
  const present = () => {
    const all = operations.all()
    return (read ??= { all, groups: groupsOf(all), reversals: reversalsOf(all) })
  }
  /** The host of an operation, whose id or address can have changed. */
  const hostOf = ({ hostId, url }: Operation) =>
    hosts.state().hosts.find((one) => one.url === url) ?? hosts.find(hostId)
  const nameOf = (url: string) => hosts.state().hosts.find((host) => host.url === url)?.name ?? ''

  /** Turns groups into entries, with what can be undone now. */
  const reader = () => {
    const { reversals } = present()
    const stateOf = undo.states()
    return ({ id, operations: parts }: Group): HistoryEntry => {
      const read = parts.map((operation) => {
        const depth = reversals.depthOf(operation)
        const { host, ...part } = toPart(operation, {
          undo: stateOf(operation),
          isUndone: reversals.isUndone(operation.id),
          reverses: depth === 0 ? null : depth % 2 === 1 ? 'undo' : 'redo',
          canRetry: retryOf(operation) !== null,
        })
        const origin = depth === 0 ? part : toPart(reversals.originOf(operation), nothing)
        return { ...part, act: origin.act, names: origin.names, host: { ...host, name: nameOf(host.url) || host.name } }
      })
      return { row: toRow(id, read), parts: read }
    }
  }
  const find = (filter: HistoryFilter) => present().groups.filter((group) => passes(group, filter, nameOf))
  const groupOf = (id: string) => {
    const { groups } = present()
    const group = groups.find((one) => one.id === id || one.operations.some((operation) => operation.id === id))
    if (!group) throw fail('history_entry_unknown')
    return group
  }
  const undoGroup = async (group: Group): Promise<{ undone: HistoryRow }> => {
    const { row } = reader()(group)
    const stateOf = undo.states()
    const states = group.operations.map((operation) => ({ operation, state: stateOf(operation) }))
    const possible = states.filter(({ state }) => state?.possible).reverse()
    // Where nothing can be, it says why.
    const tried = possible.length > 0 ? possible : states.filter(({ state }) => state !== null).slice(0, 1)
    if (tried.length === 0) throw fail('undo_unknown')
    const partOf = possible.length > 1 ? newId() : null
    for (const { operation } of tried) await undo.undo(operation.id, partOf)
    return { undone: row }
  }

  /** How to do again what failed; `null` if that is not possible. */
  const retryOf = (operation: Operation): (() => Promise<unknown>) | null => {
    const { id, kind, state, names, before, after, partOf, steps, undoes } = operation
    const host = hostOf(operation)
    const [name, to] = names
    if (state !== 'failed' || !host || name === undefined || undoes !== null) return null
    const hostId = host.id
    if (kind === 'pull' || kind === 'push')
      return transfers.all().some((one) => one.id === id) ? () => transfers.retry(id) : null
    if (kind === 'delete') {
      const isPlanned = Object.keys(after).length > 0
      const forGood = isPlanned && !Object.keys(after).some((one) => isBinName(one))
      return isBinName(Object.keys(after)[0] ?? '') ? null : () => acts.remove({ hostId, name, forGood, partOf })
    }
    const body = steps[0]?.call.body ?? {}
    if (kind === 'load') {
      const keepAlive = body['keep_alive'] as string | number | undefined
      const options = body['options'] as ModelOptions | undefined
      return () => running.load({ hostId, name, keepAlive: keepAlive ?? null, options })
    }
    if (kind === 'unload') return () => running.unload({ hostId, name })
    if (to === undefined) return null
    if (kind === 'rename') return () => acts.rename({ hostId, from: name, to, partOf })
    const overwrite = (before[to] ?? null) !== null
    return kind === 'copy' ? () => acts.copy({ hostId, source: name, destination: to, overwrite, partOf }) : null
  }

  return {
    list({ limit, ...filter }) {
      const { all, groups } = present()
      const found = find(filter)
      const urls = new Map(all.flatMap(({ url, hostName }) => (url === '' ? [] : [[url, hostName] as const])))
      const toEntry = reader()
      return {
        rows: found.slice(0, limit).map((group) => toEntry(group).row),
        found: found.length,
        total: groups.length,
        hosts: [...urls].map(([url, name]) => ({ url, name: nameOf(url) || name })),
      }
    },
    entry: (id) => reader()(groupOf(id)),
    export({ offset, ...filter }) {
      const found = find(filter)
      const end = offset + EXPORTED
      return { entries: found.slice(offset, end).map(reader()), next: end < found.length ? end : null }
    },
    async undo(id) {
      const group = groupOf(id)
      // Of a bulk one part alone, where that is what was asked for.
      const only = group.operations.filter((one) => one.id === id)
      return undoGroup(group.id === id || only.length === 0 ? group : { id, operations: only })
    },
    async undoLast(hostId, direction) {
      const url = hosts.find(hostId)?.url
      const { groups, reversals } = present()
      const ofHost = groups.filter(({ operations: parts }) => parts.some((one) => one.url === url))
      const stateOf = undo.states()
      const isPossible = ({ operations: parts }: Group) => parts.some((one) => stateOf(one)?.possible)
      const group = nextReversed(ofHost, direction, reversals, isPossible)
      return group ? undoGroup(group) : { undone: null }
    },
    async retry(id) {
      const operation = present().all.find((one) => one.id === id)
      const act = operation ? retryOf(operation) : null
      if (act === null) throw fail('history_entry_unknown')
      await act()
    },
  }
}

const nothing = { undo: null, isUndone: false, reverses: null, canRetry: false }
