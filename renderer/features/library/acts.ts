import { useQueryClient } from '@tanstack/react-query'
import { useMemo } from 'react'
import { useTranslation } from 'react-i18next'
import type { Model } from '#shared/contract/library.ts'
import type { HostUpdates, ModelUpdate } from '#shared/contract/updates.ts'
import { useClient } from '../../app/core.tsx'
import { modelPage } from '#shared/domain/model-page.ts'
import { useCanTransfer, useCurrentHost } from '../../app/data/hosts.ts'
import { updatesByName } from '../../app/data/updates.ts'
import { queryKeys } from '../../app/query-keys.ts'
import { useNavigation } from '../../app/navigation.ts'
import { useReport } from '../../app/report.ts'
import { notify } from '../../ui/index.ts'
import { useComparison } from '../inspector/comparison.ts'
import { useSetup } from '../playground/setup/store.ts'
import { useRunningDialogs } from '../running/dialogs.ts'
import { useTransferDialogs } from '../transfers/dialogs.ts'
import { useStartPulls } from '../transfers/use-start-pulls.ts'
import { useTryDialog } from '../try/dialog.ts'
import { useUpdateDialogs } from '../updates/dialogs.ts'
import { useCommandLine } from './command-line.ts'
import { useModelDialogs } from './dialogs.ts'
import { isPossible, loadedAs } from './possible-acts.ts'
import { type MemoryActs, useMemoryActs } from './memory.ts'

/** Most models to load at once; more would only evict one another from memory. */
export const MOST_LOADS = 10

type Running = Parameters<typeof loadedAs>[1]

export interface ModelActs {
  /** Whether the host can pull and push. */
  canTransfer: boolean
  /** Whether names on the host are those of Ollama's registries; LocalAI has its own. */
  hasPages: boolean
  /** Whether the host does not answer: acts that need it only say so. */
  isOffline: boolean
  memory: MemoryActs
  inspect: (model: Model) => void
  /** Opens a comparison with another model, which is chosen there if it is not given. */
  compare: (model: Model, other?: Model) => void
  /** Opens the dialog that sends it a prompt. */
  tryModel: (model: Model) => void
  /** Opens the playground with this model. */
  play: (model: Model) => void
  /** Loads what is not in memory and unloads what is. */
  toggleMemory: (model: Model, running: Running) => void
  /** Opens the dialog with the options of a load. */
  loadWith: (model: Model) => void
  /** Loads the models that are not in memory, one after another until one is stopped; unloads all if all are loaded. */
  toggleAll: (models: readonly Model[], running: Running) => void
  unloadAll: (models: readonly Model[], running: Running) => void
  pull: (model?: Model) => void
  /** Pulls models again, without asking for options. */
  pullAll: (models: readonly Model[]) => Promise<void>
  /** What a check found about a model; `undefined` if it was not checked as it is now. */
  updateOf: (model: Model) => ModelUpdate | undefined
  /** Opens the review of an update. */
  reviewUpdate: (model: Model) => void
  /** Opens the list of updates with those of the given models chosen. */
  reviewUpdates: (models: readonly Model[]) => void
  /** Checks one model for an update, and opens the review. */
  checkUpdate: (model: Model) => void
  /** Offers the version that the registry has no more, or again. */
  skipUpdate: (model: Model, skips: boolean) => void
  neverUpdate: (model: Model, never: boolean) => void
  copy: (model: Model) => void
  rename: (model: Model) => void
  push: (model: Model) => void
  remove: (models: readonly Model[]) => void
  copyName: (model: Model) => void
  copyDigest: (model: Model) => void
  copyCommand: (model: Model) => void
  /** Opens the model's page on ollama.com or Hugging Face in the browser. */
  openPage: (model: Model) => void
}

/** Splits `models` into those in memory and those that could be loaded. */
export function split(models: readonly Model[], running: Running): { loaded: Model[]; idle: Model[] } {
  const able = models.filter((model) => isPossible('memory', model))
  return {
    loaded: able.filter((model) => loadedAs(model, running) !== null),
    idle: able.filter((model) => loadedAs(model, running) === null),
  }
}

/** All acts on models from list, inspector and palette. An act that is not possible does nothing. */
export function useModelActs(hostId: string): ModelActs {
  const { t } = useTranslation()
  const client = useClient()
  const cache = useQueryClient()
  const report = useReport()
  const command = useCommandLine()
  const memory = useMemoryActs(hostId)
  const openCopy = useModelDialogs((dialogs) => dialogs.copy)
  const openRename = useModelDialogs((dialogs) => dialogs.rename)
  const openRemove = useModelDialogs((dialogs) => dialogs.remove)
  const openLoad = useRunningDialogs((dialogs) => dialogs.openLoad)
  const openPull = useTransferDialogs((dialogs) => dialogs.openPull)
  const openPush = useTransferDialogs((dialogs) => dialogs.openPush)
  const open = useNavigation((navigation) => navigation.open)
  const go = useNavigation((navigation) => navigation.go)
  const startPulls = useStartPulls(hostId)
  const canTransfer = useCanTransfer()
  const host = useCurrentHost()
  const hasPages = host?.server !== 'localai'
  const isOffline = host?.reach === 'down'
  return useMemo((): ModelActs => {
    const toClipboard = (text: string) =>
      void navigator.clipboard.writeText(text).then(
        () => notify({ title: t('library.copied', { text }) }),
        () => notify({ title: t('common.act.copyFailed'), tone: 'bad' }),
      )
    const updateOf = ({ name }: Pick<Model, 'name'>) =>
      updatesByName(cache.getQueryData<HostUpdates>(queryKeys.updates(hostId))).get(name)
    const isReached = () => {
      if (isOffline) notify({ title: t('library.offline.act'), tone: 'bad' })
      return !isOffline
    }
    const unloadAll = (models: readonly Model[], running: Running) => {
      if (isReached()) void memory.unload(...split(models, running).loaded.map(({ name }) => name))
    }
    const loadAll = async (models: readonly Model[]) => {
      if (!isReached()) return
      for (const { name } of models) if ((await memory.load(name)) === 'cancelled') return
    }
    return {
      canTransfer,
      hasPages,
      isOffline,
      memory,
      inspect: ({ name }) => open(name),
      compare: ({ name }, other) => {
        open(name)
        const { begin, choose } = useComparison.getState()
        begin(name)
        if (other) choose(other.name)
      },
      tryModel: (model) => {
        if (isPossible('try', model)) useTryDialog.getState().open(model.name)
      },
      play: (model) => {
        if (!isPossible('play', model)) return
        useSetup.getState().change({ model: model.name })
        go('playground')
      },
      toggleMemory(model, running) {
        if (!isPossible('memory', model) || !isReached()) return
        void (loadedAs(model, running) === null ? memory.load(model.name) : memory.unload(model.name))
      },
      loadWith: (model) => {
        if (isPossible('memory', model) && isReached()) openLoad(model.name)
      },
      toggleAll(models, running) {
        const { idle } = split(models, running)
        if (idle.length === 0) unloadAll(models, running)
        else if (idle.length <= MOST_LOADS) void loadAll(idle)
        else notify({ title: t('library.selection.tooMany', { value: String(MOST_LOADS) }), tone: 'bad' })
      },
      unloadAll,
      pull: (model) => {
        if (canTransfer) openPull(model?.name)
      },
      async pullAll(models) {
        if (!canTransfer) return
        const able = models.filter((model) => isPossible('pull', model))
        await startPulls(
          able.map(({ name }) => name),
          (count) => t('library.pullingAgain', { count, value: String(count) }),
        )
      },
      updateOf,
      reviewUpdate: ({ name }) => useUpdateDialogs.getState().show({ kind: 'review', name, checks: false }),
      reviewUpdates: (models) =>
        useUpdateDialogs.getState().show({ kind: 'list', names: models.map(({ name }) => name), checks: false }),
      checkUpdate: ({ name }) => useUpdateDialogs.getState().show({ kind: 'review', name, checks: true }),
      skipUpdate({ name }, skips) {
        const digest = skips ? updateOf({ name })?.registryDigest : null
        if (digest !== undefined) void report(client.updates.skip({ hostId, name, digest }))
      },
      neverUpdate: ({ name }, never) => void report(client.updates.never({ hostId, name, never })),
      copy: (model) => {
        if (isPossible('copy', model) && isReached()) openCopy(model.name)
      },
      rename: (model) => {
        if (isPossible('rename', model) && isReached()) openRename(model.name)
      },
      push: (model) => {
        if (canTransfer && isPossible('push', model) && isReached()) openPush(model.name)
      },
      remove(models) {
        const names = models.filter((model) => isPossible('remove', model)).map(({ name }) => name)
        if (names.length > 0 && isReached()) openRemove(names)
      },
      copyName: ({ name }) => toClipboard(name),
      copyDigest({ digest }) {
        if (digest !== null) toClipboard(digest)
      },
      copyCommand: ({ name }) => toClipboard(command(name)),
      openPage(model) {
        const page = hasPages ? modelPage(model) : null
        if (page !== null) window.open(page, '_blank', 'noopener,noreferrer')
      },
    }
  }, [
    t,
    client,
    cache,
    report,
    hostId,
    memory,
    command,
    open,
    go,
    startPulls,
    openCopy,
    openRename,
    openRemove,
    openLoad,
    openPull,
    openPush,
    canTransfer,
    hasPages,
    isOffline,
  ])
}
