import { setMaxListeners } from 'node:events'
import type { Host } from '#shared/contract/hosts.ts'
import { nameKey } from '#shared/domain/model-keys.ts'
import type { Tag } from '#shared/ollama/tags.ts'
import type { HostsService } from '../hosts/hosts.ts'
import type { Platform, Timer } from '../platform.ts'
import { ProblemError, fail } from '../problem.ts'
import type { Target } from './check-model.ts'
import { isReserved } from './askable.ts'
import { atMost } from '../turns.ts'
import type { Verdict } from './updates-format.ts'

/** Requests to registries at the same time, of all hosts together. */
const AT_ONCE = 4

/** Milliseconds in which what was found is told together. */
const TOLD_EVERY = 500

interface Check {
  /** Whether it is of all models. */
  isWhole: boolean
  done: number
  total: number
  ending: AbortController
  end: Promise<void>
}

interface Needs {
  /** At the beginning of a check: how one of these models is checked. That throws `cancelled`. */
  begin(host: Host, tags: readonly Tag[]): Promise<(tag: Target['tag'], signal: AbortSignal) => Promise<Verdict>>
  /** Keeps what was found; `listed` at the end of a check of all models, with the names that the server lists. */
  found(host: Host, verdicts: readonly Verdict[], listed: readonly Tag[] | null): Promise<void>
  /** What is known of a check, or how far it is, has changed. */
  changed(hostId: string): void
}

/** Runs checks, one at a time for each host. */
export function createChecks(
  { clock }: Pick<Platform, 'clock'>,
  hosts: Pick<HostsService, 'client' | 'find' | 'listen'>,
  { begin, found, changed }: Needs,
) {
  const running = new Map<string, Check>()
  const inTurn = atMost(AT_ONCE)
  hosts.listen(({ type, hostId }) => {
    if (type !== 'made') stop(hostId)
  })
  const stop = (hostId: string) => running.get(hostId)?.ending.abort()

  const run = async (host: Host, check: Check, wanted: (tag: Tag) => boolean): Promise<void> => {
    const { signal } = check.ending
    const waiting: Verdict[] = []
    let timer: Timer | undefined
    const tell = async (listed: readonly Tag[] | null = null) => {
      timer?.cancel()
      timer = undefined
      // Of another server nothing of this is true.
      if (hosts.find(host.id)?.url === host.url) await found(host, waiting.splice(0), listed)
      changed(host.id)
    }
    let listed: readonly Tag[] | null = null
    try {
      const { rows: tags } = await hosts.client(host.id).tags(signal)
      const models = tags.flatMap((tag) => (tag.digest === undefined ? [] : [{ ...tag, digest: tag.digest }]))
      const targets = models.filter((tag) => !isReserved(tag.name) && wanted(tag))
      check.total = targets.length
      const checkOne = await begin(host, tags)
      changed(host.id)
      const one = async (tag: (typeof targets)[number]) => {
        if (signal.aborted) throw fail('cancelled')
        const verdict = await checkOne(tag, signal)
        check.done++
        waiting.push(verdict)
        timer ??= clock.after(TOLD_EVERY, () => void tell())
      }
      const ends = await Promise.allSettled(targets.map((tag) => inTurn(() => one(tag))))
      const failed = ends.find((end) => end.status === 'rejected')
      if (failed) throw failed.reason as Error
      if (check.isWhole) listed = tags
    } finally {
      running.delete(host.id)
      await tell(listed)
    }
  }

  return {
    /**
     * Checks the given models, or all that are wanted. What runs of all models is joined.
     *
     * @throws ProblemError of the host; nothing if it is stopped
     */
    async check(host: Host, names: readonly string[] | undefined, wanted: (tag: Tag) => boolean): Promise<void> {
      for (let before = running.get(host.id); before; before = running.get(host.id)) {
        if (before.isWhole && names === undefined) return before.end
        await before.end.catch(() => undefined)
      }
      const keys = names && new Set(names.map(nameKey))
      const check: Check = {
        isWhole: keys === undefined,
        done: 0,
        total: 0,
        ending: new AbortController(),
        end: Promise.resolve(),
      }
      // Each of the requests that run together listens.
      setMaxListeners(0, check.ending.signal)
      running.set(host.id, check)
      check.end = run(host, check, keys ? ({ name }) => keys.has(nameKey(name)) : wanted).catch((error: unknown) => {
        const isStopped = error instanceof ProblemError && error.problem.code === 'cancelled'
        if (!isStopped) throw error
      })
      return check.end
    },
    stop,
    /** How far a check is. */
    progress(hostId: string): { done: number; total: number } | null {
      const check = running.get(hostId)
      return check ? { done: check.done, total: check.total } : null
    },
    close() {
      for (const { ending } of running.values()) ending.abort()
    },
  }
}
