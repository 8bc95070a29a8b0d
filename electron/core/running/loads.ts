import type { FailedLoad, Loading } from '#shared/contract/running.ts'
import type { Clock } from '../platform.ts'
import { problemOf } from '../problem.ts'

/** The loads in progress. They end by themselves or when cancelled, not when the call that requested them is aborted. */
export interface Loads {
  /** Each model once, in the order of the requests. */
  of(hostId: string): Loading[]
  /** Failures whose caller was gone: the last one of each model, until it is loaded again or dismissed. */
  failed(hostId: string): FailedLoad[]
  dismiss(hostId: string, name: string): void
  /** Models that were not in memory and whose load was not answered yet: not loaded, even if `ps` lists them. */
  pending(hostId: string): ReadonlySet<string>
  /** The model of a host whose load began first. */
  first(hostId: string): string | undefined
  /** Of that load: what the server unloaded to make room, and what it has in memory now. */
  madeRoom(hostId: string, unloaded: readonly string[], inMemory: readonly string[]): void
  /**
   * Runs a load until it ends; rejects as it does. Resolves with the models that the server unloaded to make room and
   * that are still gone. `caller` aborts when nobody receives that any more.
   */
  run(
    key: { hostId: string; name: string },
    wasLoaded: boolean,
    load: (signal: AbortSignal) => Promise<void>,
    caller?: AbortSignal,
  ): Promise<string[]>
  /** Cancels the loads of one model, or all of a host, whose failures are then forgotten, too. */
  cancel(hostId: string, name?: string): void
  /** Moves the loads of a server that gets another id. */
  move(hostId: string, to: string): void
  close(): void
}

interface Load extends Loading {
  hostId: string
  isPending: boolean
  ending: AbortController
  madeRoom: Set<string>
}

/**
 * @param changed called with the host's id when a load begins or ends
 * @param look reads what a host has in memory: a load counts as in progress until that shows the model
 */
export function createLoads(
  clock: Clock,
  changed: (hostId: string) => void,
  look: (hostId: string, name: string) => Promise<unknown> | undefined,
): Loads {
  const loads = new Set<Load>()
  let failures: (FailedLoad & { hostId: string })[] = []
  const forget = (hostId: string, name?: string) => {
    failures = failures.filter((one) => one.hostId !== hostId || (name !== undefined && one.name !== name))
  }
  const cancelAll = (which: (load: Load) => boolean) => {
    for (const load of loads) if (which(load)) load.ending.abort()
  }
  const first = (hostId: string) => [...loads].find((load) => load.hostId === hostId)
  return {
    first: (hostId) => first(hostId)?.name,
    madeRoom(hostId, unloaded, inMemory) {
      const gone = first(hostId)?.madeRoom
      for (const name of unloaded) gone?.add(name)
      for (const name of inMemory) gone?.delete(name)
    },
    of(hostId) {
      const byName = new Map<string, Loading>()
      for (const { hostId: host, name, startedAt } of loads)
        if (host === hostId && !byName.has(name)) byName.set(name, { name, startedAt })
      return [...byName.values()]
    },
    pending: (hostId) =>
      new Set([...loads].filter((load) => load.isPending && load.hostId === hostId).map(({ name }) => name)),
    failed: (hostId) => failures.filter((one) => one.hostId === hostId).map(({ hostId: _, ...failure }) => failure),
    dismiss(hostId, name) {
      forget(hostId, name)
      changed(hostId)
    },
    async run({ hostId, name }, wasLoaded, act, caller) {
      const load: Load = {
        hostId,
        name,
        startedAt: clock.now(),
        isPending: !wasLoaded,
        ending: new AbortController(),
        madeRoom: new Set(),
      }
      forget(hostId, name)
      loads.add(load)
      changed(load.hostId)
      try {
        await act(load.ending.signal)
        load.isPending = false
        await look(load.hostId, name)
        return [...load.madeRoom]
      } catch (error) {
        if (caller?.aborted && !load.ending.signal.aborted) {
          forget(load.hostId, name)
          failures.push({ hostId: load.hostId, name, failedAt: clock.now(), problem: problemOf(error) })
        }
        throw error
      } finally {
        loads.delete(load)
        changed(load.hostId)
      }
    },
    cancel(hostId, name) {
      if (name === undefined) forget(hostId)
      cancelAll((load) => load.hostId === hostId && (name === undefined || load.name === name))
    },
    move(hostId, to) {
      for (const one of [...loads, ...failures]) if (one.hostId === hostId) one.hostId = to
      changed(to)
    },
    close: () => cancelAll(() => true),
  }
}
