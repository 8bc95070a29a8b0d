import { useMutation } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import type { Model } from '#shared/contract/library.ts'
import type { Problem } from '#shared/contract/problem.ts'
import { useClient } from '../../app/core.tsx'
import { useNavigation } from '../../app/navigation.ts'
import { useFormat } from '../../app/i18n.ts'
import { problemOf } from '../../host/index.ts'
import { notify } from '../../ui/index.ts'
import type { AdvancedOptions } from './Advanced.tsx'
import { useRecentPulls } from './recent.ts'

interface Push extends AdvancedOptions {
  hostId: string
  name: string
  /** The model to copy to `name` before the push. */
  copyOf?: Pick<Model, 'name'> | undefined
}

/** Shows a toast that transfers were started, with a button to them unless they are shown. */
function useNotifyStarted(): (title: string) => void {
  const { t } = useTranslation()
  const go = useNavigation((navigation) => navigation.go)
  return (title) => {
    if (useNavigation.getState().place === 'transfers') return
    notify({ title, tone: 'begun', action: { label: t('common.transfers.show'), onSelect: () => go('transfers') } })
  }
}

export function useStartPush() {
  const client = useClient()
  const { t } = useTranslation()
  const say = useNotifyStarted()
  return useMutation({
    mutationFn: async ({ copyOf, ...order }: Push) => {
      if (copyOf) await client.library.copy({ hostId: order.hostId, source: copyOf.name, destination: order.name })
      return client.transfers.start({ ...order, kind: 'push' })
    },
    onSuccess: ({ name, state }) =>
      say(t(state === 'queued' ? 'transfers.queue.queued' : 'transfers.push.started', { name })),
  })
}

/** Results of starting several pulls, in order. */
export interface StartedPull {
  name: string
  isQueued: boolean
  problem: Problem | null
}

interface Pulls extends AdvancedOptions {
  hostId: string
  /** The name of the host if it does not answer, so that the pulls wait for it. */
  awaited?: string
  names: readonly string[]
}

/** Starts pulls one after another; a failure does not stop the rest. */
export function useStartPulls() {
  const client = useClient()
  const { t } = useTranslation()
  const format = useFormat()
  const say = useNotifyStarted()
  return useMutation({
    mutationFn: ({ names, awaited: _, ...order }: Pulls) => {
      const startOne = async (name: string): Promise<StartedPull> => {
        try {
          const { state } = await client.transfers.start({ ...order, name, kind: 'pull' })
          useRecentPulls.getState().add(name)
          return { name, isQueued: state === 'queued', problem: null }
        } catch (error) {
          return { name, isQueued: false, problem: problemOf(error) }
        }
      }
      // The core receives them in this order, and writes them to disk together.
      return Promise.all(names.map(startOne))
    },
    onSuccess: (results, { awaited }) => {
      const [first, ...others] = results.filter(({ problem }) => problem === null)
      if (!first) return
      const count = others.length + 1
      if (awaited !== undefined) say(t('transfers.pull.awaits', { count, value: format.count(count), host: awaited }))
      else
        say(
          count === 1
            ? t(first.isQueued ? 'transfers.queue.queued' : 'transfers.pull.started', { name: first.name })
            : t('transfers.pull.startedSeveral', { value: format.count(count) }),
        )
    },
  })
}
