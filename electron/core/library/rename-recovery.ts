import type { HostsService } from '../hosts/hosts.ts'
import type { Ollama } from '../ollama/client.ts'
import type { Platform } from '../platform.ts'
import { fail, problemOf } from '../problem.ts'
import { openRecord } from '../records/record.ts'
import { removeModel } from './acts.ts'
import { nextStep, type RenamePlan } from './rename-plan.ts'
import { renamesFormat, type OpenRename } from './renames-format.ts'

/** More than any rename takes, there and back. */
const MOST_STEPS = 12

/** Runs something as one of the acts on a host, which take turns. */
type Act = <T>(hostId: string, run: () => Promise<T>) => Promise<T>

/**
 * Renames are written down before their first request, so that one that a crash or a lost server stopped on its
 * way is brought to an end when its server is next reached, and the user is told.
 */
export interface Renames {
  /** Runs a rename; `note` must have resolved before anything is asked of the server. Throws as `run`, and `not_saved`. */
  run<T>(hostId: string, run: (note: (plan: RenamePlan) => Promise<void>) => Promise<T>): Promise<T>
  /** Within an act on a host: ends what an earlier rename left open there. */
  settle(hostId: string): Promise<void>
  close(): void
}

/**
 * Brings a rename that stopped between two steps to an end, step by step as the list has it: on where that can
 * be, else back. One that was not begun stays so. Rejects where the server lets no step be taken; nothing is lost then.
 */
export async function settleRename(client: Ollama, plan: RenamePlan): Promise<'done' | 'undone' | 'changed'> {
  for (let steps = 0; steps < MOST_STEPS; steps++) {
    const step = nextStep(plan, (await client.tags()).rows)
    if (step.act === 'end') return step.state
    if (step.act === 'copy' && step.from === plan.from) return 'undone'
    try {
      if (step.act === 'remove') await removeModel(client, step.name)
      else await client.copy(step.from, step.to)
    } catch (error) {
      // Another client was faster: the list tells what is left to do.
      if (problemOf(error).code !== 'model_not_found') throw error
    }
  }
  throw fail('rename_unfinished', { from: plan.from, to: plan.to, exists: plan.third ?? plan.from })
}

export async function openRenames(platform: Platform, hosts: HostsService, act: Act): Promise<Renames> {
  const { log, notices, newId } = platform
  const record = await openRecord(platform, renamesFormat)
  const closing = new AbortController()
  let isWatching = false
  /** Those of this run: that they were not begun, their own failure has said. */
  const own = new Set<string>()

  const hostOf = (hostId: string) => hosts.state().hosts.find(({ id }) => id === hostId)
  const openAt = (url: string | undefined) => record.get().filter((rename) => rename.url === url)
  const forget = (id: string) =>
    record.update((all) => all.filter((rename) => rename.id !== id)).catch((error: unknown) => log.error(id, error))

  const settleOne = async (hostId: string, rename: OpenRename) => {
    const { id, from, to } = rename
    const state = await settleRename(hosts.client(hostId), rename)
    const { name = '', url = '' } = hostOf(hostId) ?? {}
    if (state !== 'undone' || !own.has(id))
      notices.put({ id: `rename ${id}`, code: `rename_${state}`, params: { from, to, host: name || url }, kept: null })
    log.info(`a rename that had stopped is ${state}`)
    await forget(id)
  }
  const settle = async (hostId: string) => {
    for (const rename of closing.signal.aborted ? [] : openAt(hostOf(hostId)?.url))
      await settleOne(hostId, rename).catch((error: unknown) => log.error('a rename is still open', error))
  }
  /** Until none is open: each time a server is reached again, what is open there is settled. */
  const watch = async () => {
    if (isWatching || record.get().length === 0) return
    isWatching = true
    const tried = new Set<string>()
    for await (const state of hosts.watch(closing.signal)) {
      for (const { id, url, reach } of state.hosts) {
        if (reach !== 'up') tried.delete(id)
        if (reach !== 'up' || tried.has(id) || openAt(url).length === 0) continue
        tried.add(id)
        await act(id, () => settle(id)).catch((error: unknown) => log.error('renames', error))
      }
      if (record.get().length === 0) break
    }
    isWatching = false
  }
  void watch()

  return {
    settle,
    async run(hostId, run) {
      const id = newId()
      const url = hostOf(hostId)?.url ?? ''
      const note = async (plan: RenamePlan) => {
        own.add(id)
        await record.update((all) => [...all, { ...plan, id, url }])
      }
      try {
        const result = await run(note)
        await forget(id)
        return result
      } catch (error) {
        // What another client changed is left as it is; anything else may have stopped between two steps.
        if (problemOf(error).code === 'copy_mismatch') await forget(id)
        else void watch()
        throw error
      }
    },
    close: () => closing.abort(),
  }
}
