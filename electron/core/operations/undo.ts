import type { HistoryRow } from '#shared/contract/history.ts'
import type { Problem } from '#shared/contract/problem.ts'
import { readBinName } from '#shared/domain/bin-names.ts'
import type { Tag } from '#shared/ollama/tags.ts'
import type { OwnBin } from '../bin/own-bin.ts'
import type { HostsService } from '../hosts/hosts.ts'
import type { LibraryActs } from '../library/acts.ts'
import type { LibraryService } from '../library/library.ts'
import { toRenamePlan } from '../library/rename-plan.ts'
import type { ChangesBack } from '../history/changes-back.ts'
import { fail, problem, ProblemError } from '../problem.ts'
import { changeNames } from './apply-change.ts'
import { digestOf, isBefore, isSame, nextChange, reversed, type Change } from './change-plan.ts'
import type { Operation } from './operation.ts'
import { isOfCorral, type ActRequest, type Operations } from './operations.ts'
import { isReversible, reversalsOf } from './reversals.ts'

/** Whether an operation can be undone now; `null` where there never was anything to undo. */
export type UndoState = HistoryRow['undo']

export interface UndoService {
  /**
   * Reverses an operation by another one, which can be undone in turn. What is needed for it is checked again.
   *
   * @param partOf common to all that are reversed at once
   * @throws ProblemError `undo_unknown`, `undo_done`, `undo_changed`, `undo_gone`, `host_unknown` and what the server
   *   answers; of hosts and settings `undo_changed_again`, `undo_secret` and `host_known`
   */
  undo(id: string, partOf?: string | null): Promise<{ operationId: string }>
  /** For all operations as they are now; by the lists as they were last read. */
  states(): (operation: Operation) => UndoState
}

type Act = ActRequest['kind']

/** What reverses each kind. */
const opposites: Record<string, Act> = { copy: 'delete', delete: 'restore', restore: 'delete', rollback: 'rollback' }

export function createUndo(
  operations: Pick<Operations, 'all' | 'act'>,
  hosts: Pick<HostsService, 'find' | 'state'>,
  library: Pick<LibraryService, 'rows'>,
  acts: Pick<LibraryActs, 'rename'>,
  own: Pick<OwnBin, 'reserve'>,
  changes: ChangesBack,
): UndoService {
  /** The host of an operation, whose id can have changed. */
  const hostOf = ({ hostId, url }: Operation) =>
    [hosts.find(hostId), ...hosts.state().hosts].find((host) => host?.url === url)

  const states = () => {
    const { isUndone } = reversalsOf(operations.all())
    const changeState = changes.states()
    return (operation: Operation): UndoState => {
      const { id, kind, state, names, url } = operation
      const [model = ''] = names
      const isChange = isOfCorral(operation)
      if ((!isReversible(kind) && !isChange) || state !== 'done') return null
      const no = (code: Problem['code']): UndoState => ({
        possible: false,
        problem: problem(code, { model, host: url }),
      })
      if (isUndone(id)) return no('undo_done')
      if (isChange) return changeState(operation)
      const host = hostOf(operation)
      if (!host) return no('host_unknown')
      const rows = library.rows(host.id)
      const code = rows && obstacleOf(operation, rows)
      return code ? no(code) : { possible: true, withoutCredentials: false }
    }
  }

  return {
    states,
    async undo(id, partOf = null) {
      const operation = operations.all().find((one) => one.id === id)
      const state = operation ? states()(operation) : null
      if (!operation || state === null) throw fail('undo_unknown')
      if (isOfCorral(operation)) {
        if (!state.possible) throw new ProblemError(state.problem)
        return changes.setBack(operation, { undoes: id, partOf })
      }
      const { kind, names, undoes } = operation
      const host = hostOf(operation)
      if (!host || (!state.possible && state.problem.code === 'undo_done'))
        throw fail(host ? 'undo_done' : 'host_unknown', { model: names[0] ?? '', host: operation.url })
      if (kind === 'rename') {
        const [from = '', to = ''] = names
        const back = { digest: operation.after[to] ?? '' }
        return acts.rename({ hostId: host.id, from: to, to: from, undoes: id, partOf, back })
      }
      // What reverses an undo is again of the first kind.
      const first = operations.all().find((one) => one.id === undoes)?.kind
      const wanted = first && isReversible(first) ? (first as Act) : (opposites[kind] ?? 'restore')
      const writes = Object.keys(operation.after)
      return operations.act({ kind: wanted, hostId: host.id, writes, undoes: id, partOf }, async (act) => {
        const tags = (await act.client.tags()).rows
        const code = obstacleOf(operation, tags)
        if (code) throw fail(code, { model: names[0] ?? '' })
        const change = reversed(operation)
        const kept = await keepLast(host.id, change, tags)
        await changeNames(act, names, kept, tags)
        return { operationId: act.id }
      })
    },
  }

  /** Where the last name of a manifest would be removed, it goes to the bin. */
  async function keepLast(hostId: string, { before, after }: Change, tags: readonly Tag[]): Promise<Change> {
    const change: Change = { before: { ...before }, after: { ...after } }
    for (const [name, digest] of Object.entries(before)) {
      const isRemoved = digest !== null && digest !== '' && after[name] !== digest
      const hasOther = tags.some(
        (tag) => tag.digest === digest && after[tag.name] === undefined && readBinName(tag.name)?.kind !== 'leaving',
      )
      if (!isRemoved || hasOther || Object.values(change.after).includes(digest)) continue
      const binName = await own.reserve(hostId, tags, 'deleted', { name, digest })
      change.before[binName] = null
      change.after[binName] = digest
    }
    return change
  }
}

/** Why an operation can no longer be undone, by the list; `null` where it can. */
export function obstacleOf(
  operation: Pick<Operation, 'kind' | 'names' | 'before' | 'after'>,
  tags: readonly Pick<Tag, 'name' | 'digest'>[],
): 'undo_changed' | 'undo_gone' | null {
  const { before, after } = operation
  const isGone = Object.entries(before).some(
    ([name, digest]) =>
      digest !== null &&
      digestOf(tags, name) !== digest &&
      !(digest !== '' && tags.some((tag) => tag.digest === digest)),
  )
  if (isGone) return 'undo_gone'
  if (operation.kind === 'rename') {
    const { from, to, digest } = toRenamePlan(operation)
    // A rename of letter case goes back through a third name.
    const isTaken = tags.some(({ name }) => isSame(name, from) && !isSame(name, to))
    return digestOf(tags, to) === digest && !isTaken ? null : 'undo_changed'
  }
  const step = nextChange(reversed(operation), tags)
  return isBefore({ before: after, after }, tags) && step.act !== 'end' ? null : 'undo_changed'
}
