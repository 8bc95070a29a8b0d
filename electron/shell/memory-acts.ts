import type { Loaded } from '#shared/contract/running.ts'
import { joinSentences } from '#shared/domain/format.ts'
import { heldOf, memoryTotals } from '#shared/domain/memory.ts'
import type { QuickView } from '#shared/domain/quick-view.ts'
import type { App } from '../core/app.ts'
import { problemOf } from '../core/problem.ts'
import type { Message } from './notify.ts'
import type { ShellI18n } from './shell-i18n.ts'

type Running = Pick<App['running'], 'load' | 'keep' | 'unload' | 'unloadAll'>

/**
 * Unloads all models of all hosts, and reports which were unloaded, which are still stopping, and which another client
 * keeps.
 */
export async function unloadAll(
  running: Pick<Running, 'unloadAll'>,
  { hosts }: Pick<QuickView, 'hosts'>,
  { t, language, amount }: ShellI18n,
): Promise<Message> {
  const holding = hosts.filter(({ models }) => models.length > 0)
  const answers = await Promise.all(
    holding.map(async ({ host, models }) => {
      const all = await running
        .unloadAll(host.id)
        .catch(() => models.map(({ name }) => ({ name, outcome: null, problem: null })))
      return all.map(({ name, outcome }) => ({
        name,
        outcome: outcome ?? 'failed',
        model: models.find((model) => model.name === name) ?? { size: null, sizeVram: null },
      }))
    }),
  )
  const results = answers.flat()
  // A model may have expired since it was listed.
  if (results.length === 0) return { title: t('desktop.freed.title'), body: t('desktop.freed.nothing') }
  const of = (outcome: 'gone' | 'stopping' | 'kept' | 'failed') =>
    results.filter((result) => result.outcome === outcome)
  const list = new Intl.ListFormat(language)
  const names = (some: { name: string }[]) => list.format(some.map(({ name }) => name))
  const gone = of('gone')
  const freed = heldOf(memoryTotals(gone.map(({ model }) => model)))
  const lines = [
    ...(gone.length === 0
      ? []
      : freed.bytes === 0
        ? [t('desktop.freed.textOnly', { names: names(gone) })]
        : [t('desktop.freed.text', { names: names(gone), size: amount(freed) })]),
    ...(['stopping', 'kept', 'failed'] as const)
      .filter((outcome) => of(outcome).length > 0)
      .map((outcome) => t(`desktop.freed.${outcome}`, { names: names(of(outcome)) })),
  ]
  const isAll = gone.length === results.length
  return { title: t(isAll ? 'desktop.freed.title' : 'desktop.freed.partTitle'), body: lines.join('\n') }
}

/** Unloads one model; `null` when it was unloaded or is stopping. */
export async function unload(
  running: Pick<Running, 'unload'>,
  hostId: string,
  { name }: Loaded,
  { t }: ShellI18n,
): Promise<Message | null> {
  try {
    const { outcome } = await running.unload({ hostId, name })
    if (outcome === 'gone') return null
    return { title: t('desktop.freed.partTitle'), body: t(`desktop.freed.${outcome}`, { names: name }) }
  } catch {
    return { title: t('desktop.unloadFailed', { name }), body: t('desktop.freed.failed', { names: name }) }
  }
}

/** Keeps a loaded model for an hour. */
export async function keepHour(
  running: Pick<Running, 'keep'>,
  hostId: string,
  { name }: Loaded,
  { t }: ShellI18n,
): Promise<Message | null> {
  try {
    await running.keep({ hostId, name, keepAlive: '1h' })
    return null
  } catch {
    return { title: t('desktop.keepFailed', { name }), body: t('desktop.freed.failed', { names: name }) }
  }
}

/** Loads a model with its preset, and says how it ended; `null` if the user cancelled it. */
export async function load(
  running: Pick<Running, 'load'>,
  hostId: string,
  name: string,
  { t, list, language }: ShellI18n,
): Promise<Message | null> {
  try {
    const { usedPreset, madeRoom } = await running.load({ hostId, name, keepAlive: null, usePreset: true })
    const body = [
      ...(usedPreset ? [t('library.memory.withPreset')] : []),
      ...(madeRoom.length > 0 ? [t('desktop.freed.textOnly', { names: list(madeRoom) })] : []),
    ]
    return { title: t('library.memory.loaded', { name }), body: joinSentences(body, language) }
  } catch (error) {
    if (problemOf(error).code === 'cancelled') return null
    return { title: t('desktop.loadFailed', { name }), body: t('desktop.freed.failed', { names: name }) }
  }
}
