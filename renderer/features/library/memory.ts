import { useCallback, useMemo } from 'react'
import { useTranslation } from 'react-i18next'
import { create } from 'zustand'
import type { CorralClient } from '#shared/contract/index.ts'
import type { Problem } from '#shared/contract/problem.ts'
import { useClient } from '../../app/core.tsx'
import { useFormat } from '../../app/i18n.ts'
import { useNavigation } from '../../app/navigation.ts'
import { useNow } from '../../app/now.ts'
import { problemOf } from '../../host/index.ts'
import { notify, useProblemWords } from '../../ui/index.ts'

/** A load or unload under way, in milliseconds since 1970. Only a load can be stopped. */
export type MemoryWork = { kind: 'load'; since: number; stop: () => void } | { kind: 'unload'; since: number }

interface MemoryState {
  works: Readonly<Record<string, MemoryWork>>
  /** Why the last load or unload of a model failed, until the next. */
  problems: Readonly<Record<string, Problem>>
  begin: (key: string, work: MemoryWork) => void
  end: (key: string, problem: Problem | null) => void
}

function without<T>(record: Readonly<Record<string, T>>, key: string): Record<string, T> {
  const { [key]: _, ...rest } = record
  return rest
}

const useMemory = create<MemoryState>((set) => ({
  works: {},
  problems: {},
  begin: (key, work) =>
    set(({ works, problems }) => ({ works: { ...works, [key]: work }, problems: without(problems, key) })),
  end: (key, problem) =>
    set(({ works, problems }) => ({
      works: without(works, key),
      problems: problem ? { ...problems, [key]: problem } : problems,
    })),
}))

const keyOf = (hostId: string, name: string) => `${hostId} ${name}`

export function useMemoryWork(hostId: string, name: string): MemoryWork | undefined {
  return useMemory(({ works }) => works[keyOf(hostId, name)])
}

/** What is under way on a host, by the name of the model. */
export function useMemoryWorks(hostId: string): (name: string) => MemoryWork | undefined {
  const works = useMemory(({ works }) => works)
  return (name) => works[keyOf(hostId, name)]
}

export type Loading = Extract<MemoryWork, { kind: 'load' }> & { name: string }

/** The models that are on their way into a host's memory, the first asked for first. */
export function useLoadings(hostId: string): Loading[] {
  const works = useMemory(({ works }) => works)
  return Object.entries(works).flatMap(([key, work]) =>
    work.kind === 'load' && key.startsWith(keyOf(hostId, '')) ? [{ ...work, name: key.slice(hostId.length + 1) }] : [],
  )
}

/** How long a load or unload has been going on, in words. */
export function useElapsed(since: number): string {
  const format = useFormat()
  return format.duration(Math.max(1000, useNow(1000) - since))
}

export function useMemoryProblem(hostId: string, name: string): Problem | undefined {
  return useMemory(({ problems }) => problems[keyOf(hostId, name)])
}

type Outcome = 'done' | 'failed' | 'cancelled'

export interface MemoryActs {
  /** Goes on while the page shows something else; stopped by `stop`. */
  load: (name: string) => Promise<Outcome>
  unload: (...names: string[]) => Promise<void>
  /** Stops the load of a model, if one is under way. */
  stop: (name: string) => void
}

type LoadInput = Parameters<CorralClient['running']['load']>[0]

/** Loads a model until it is there or the load is stopped, and says which; a failure is thrown. */
export function useLoad(): (input: LoadInput, signal: AbortSignal) => Promise<'done' | 'cancelled'> {
  const client = useClient()
  const { t } = useTranslation()
  const format = useFormat()
  return useCallback(
    async (input, signal) => {
      const { name } = input
      const since = Date.now()
      try {
        await client.running.load(input, { signal })
      } catch (error) {
        if (!signal.aborted) throw error
        notify({ title: t('library.memory.stopped', { name }) })
        return 'cancelled'
      }
      const time = format.duration(Date.now() - since)
      notify({ title: t('library.memory.loaded', { name }), description: t('library.memory.loadedIn', { time }) })
      return 'done'
    },
    [client, t, format],
  )
}

/** Loads and unloads models of a host, one act at a time a model, and says what came of it. */
export function useMemoryActs(hostId: string): MemoryActs {
  const client = useClient()
  const { t } = useTranslation()
  const format = useFormat()
  const words = useProblemWords()
  const loadModel = useLoad()
  return useMemo(() => {
    const at = (name: string) => keyOf(hostId, name)
    const fail = (name: string, error: unknown): Outcome => {
      const problem = problemOf(error)
      useMemory.getState().end(at(name), problem)
      // The inspector shows it in full, where it is open.
      const { place, selected } = useNavigation.getState()
      const { title, next } = words(problem)
      if (place !== 'library' || selected !== name) notify({ title, description: next, tone: 'bad' })
      return 'failed'
    }
    const unloadOne = async (name: string) => {
      if (useMemory.getState().works[at(name)]) return null
      useMemory.getState().begin(at(name), { kind: 'unload', since: Date.now() })
      try {
        const { outcome } = await client.running.unload({ hostId, name })
        useMemory.getState().end(at(name), null)
        return { name, outcome }
      } catch (error) {
        fail(name, error)
        return null
      }
    }
    return {
      async load(name) {
        if (useMemory.getState().works[at(name)]) return 'failed'
        const abort = new AbortController()
        useMemory.getState().begin(at(name), { kind: 'load', since: Date.now(), stop: () => abort.abort() })
        try {
          const outcome = await loadModel({ hostId, name }, abort.signal)
          useMemory.getState().end(at(name), null)
          return outcome
        } catch (error) {
          return fail(name, error)
        }
      },
      async unload(...names) {
        const ended = (await Promise.all(names.map(unloadOne))).filter((one) => one !== null)
        const gone = ended.filter(({ outcome }) => outcome === 'gone')
        // Several that went as they should are told of together, the rest each by its name.
        const each = gone.length > 1 ? ended.filter((one) => !gone.includes(one)) : ended
        if (each.length < ended.length)
          notify({
            title: t('library.memory.unload.several', { value: format.count(gone.length) }),
            description: t('library.memory.unload.severalText'),
            tone: 'good',
          })
        for (const { name, outcome } of each)
          notify({
            title: t(`library.memory.unload.${outcome}.title`, { name }),
            description: t(`library.memory.unload.${outcome}.text`),
            tone: outcome === 'kept' ? 'bad' : 'good',
          })
      },
      stop(name) {
        const work = useMemory.getState().works[at(name)]
        if (work?.kind === 'load') work.stop()
      },
    }
  }, [client, hostId, t, format, words, loadModel])
}
