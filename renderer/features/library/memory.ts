import { useQueryClient } from '@tanstack/react-query'
import { useCallback, useMemo } from 'react'
import { useTranslation } from 'react-i18next'
import { create } from 'zustand'
import type { CorralClient } from '#shared/contract/index.ts'
import type { Problem } from '#shared/contract/problem.ts'
import type { Loading, RunningState } from '#shared/contract/running.ts'
import { useClient } from '../../app/core.tsx'
import { useRunning } from '../../app/data/running.ts'
import { useFormat } from '../../app/i18n.ts'
import { queryKeys } from '../../app/query-keys.ts'
import { useNavigation } from '../../app/navigation.ts'
import { useNow } from '../../app/now.ts'
import { useReport } from '../../app/report.ts'
import { problemOf } from '../../host/index.ts'
import { notify, useProblemText } from '../../ui/index.ts'

/** A running load or unload, since milliseconds since 1970. Only a load can be stopped. */
export interface MemoryWork {
  kind: 'load' | 'unload'
  since: number
}

interface MemoryState {
  /** Work that this page started. The core reports that of other pages, and of this one before a reload. */
  works: Readonly<Record<string, MemoryWork>>
  /** Problem of the last load or unload of a model, until the next one. */
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

const loadingOf = ({ loading }: RunningState) => loading
const none: readonly Loading[] = []

/** The models that are being loaded on a host by any page of Corral, oldest first. */
export function useLoading(hostId: string): readonly Loading[] {
  return useRunning(hostId, loadingOf) ?? none
}

/** The running work on a host, by the name of the model. */
export function useMemoryWorks(hostId: string): (name: string) => MemoryWork | undefined {
  const works = useMemory(({ works }) => works)
  const loading = useLoading(hostId)
  return useMemo(() => {
    const told = new Map(
      loading.map(({ name, startedAt }): [string, MemoryWork] => [name, { kind: 'load', since: startedAt }]),
    )
    return (name) => told.get(name) ?? works[keyOf(hostId, name)]
  }, [works, loading, hostId])
}

export function useMemoryWork(hostId: string, name: string): MemoryWork | undefined {
  return useMemoryWorks(hostId)(name)
}

/** Duration of a load or unload, as text. */
export function useElapsed(since: number): string {
  const format = useFormat()
  return format.seconds(useNow(1000) - since)
}

export function useMemoryProblem(hostId: string, name: string): Problem | undefined {
  return useMemory(({ problems }) => problems[keyOf(hostId, name)])
}

type Outcome = 'done' | 'failed' | 'cancelled'

export interface MemoryActs {
  /** Continues if the page is closed; `stop` cancels it. */
  load: (name: string) => Promise<Outcome>
  unload: (...names: string[]) => Promise<void>
  /** Cancels the load of a model, if one is running. */
  stop: (name: string) => void
}

type LoadInput = Parameters<CorralClient['running']['load']>[0]

/** Loads a model. Resolves when it is loaded or the load is cancelled; rejects on failure. */
export function useLoad(): (input: LoadInput) => Promise<'done' | 'cancelled'> {
  const client = useClient()
  const { t } = useTranslation()
  const format = useFormat()
  return useCallback(
    async (input) => {
      const { name } = input
      const since = Date.now()
      let loaded: Awaited<ReturnType<typeof client.running.load>>
      try {
        loaded = await client.running.load(input)
      } catch (error) {
        if (problemOf(error).code !== 'cancelled') throw error
        notify({ title: t('library.memory.stopped', { name }) })
        return 'cancelled'
      }
      const time = format.duration(Date.now() - since)
      const { madeRoom, usedPreset } = loaded
      const told =
        madeRoom.length === 0
          ? t('library.memory.loadedIn', { time })
          : t('library.memory.madeRoom', { time, names: format.list(madeRoom) })
      const description = format.sentences(told, usedPreset ? t('library.memory.withPreset') : null)
      notify({ title: t('library.memory.loaded', { name }), description })
      return 'done'
    },
    [client, t, format],
  )
}

/** Loads and unloads models of a host, one act per model at a time, and reports the results. */
export function useMemoryActs(hostId: string): MemoryActs {
  const client = useClient()
  const cache = useQueryClient()
  const { t } = useTranslation()
  const format = useFormat()
  const problemText = useProblemText()
  const report = useReport()
  const loadModel = useLoad()
  return useMemo(() => {
    const at = (name: string) => keyOf(hostId, name)
    const fail = (name: string, error: unknown): Outcome => {
      const problem = problemOf(error)
      useMemory.getState().end(at(name), problem)
      // The open inspector shows the problem in full.
      const { place, inspected } = useNavigation.getState()
      const { title, next } = problemText(problem)
      if (place !== 'library' || inspected !== name) notify({ title, description: next, tone: 'bad' })
      return 'failed'
    }
    const isLoading = (name: string) =>
      cache.getQueryData<RunningState>(queryKeys.running(hostId))?.loading.some((one) => one.name === name) === true
    const isBusy = (name: string) => useMemory.getState().works[at(name)] !== undefined || isLoading(name)
    const unloadOne = async (name: string) => {
      if (isBusy(name)) return null
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
        if (isBusy(name)) return 'failed'
        useMemory.getState().begin(at(name), { kind: 'load', since: Date.now() })
        try {
          const outcome = await loadModel({ hostId, name, usePreset: true })
          useMemory.getState().end(at(name), null)
          return outcome
        } catch (error) {
          return fail(name, error)
        }
      },
      async unload(...names) {
        const ended = (await Promise.all(names.map(unloadOne))).filter((one) => one !== null)
        const gone = ended.filter(({ outcome }) => outcome === 'gone')
        // Several successes are reported together, other results one by one.
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
        void report(client.running.cancelLoad({ hostId, name }))
      },
    }
  }, [client, cache, report, hostId, t, format, problemText, loadModel])
}
