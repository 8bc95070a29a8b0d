import type { Transfer } from '#shared/contract/transfers.ts'
import { isStalled } from '#shared/domain/progress.ts'
import { problemValues } from '#shared/i18n/problem-values.ts'
import type { Message } from './notify.ts'
import type { ShellI18n } from './shell-i18n.ts'

export type TransferNews = 'done' | 'failed' | 'stalled'

interface News {
  what: TransferNews
  transfer: Transfer
}

/** Remembers what was told of each transfer, so that each thing is told once. */
export function createTransferNews(now: () => number) {
  const seen = new Map<string, { state: Transfer['state']; stalled: boolean }>()
  return {
    /** What there is to tell of these transfers since they were last looked at. */
    look(transfers: readonly Transfer[]): News[] {
      const ids = new Set(transfers.map(({ id }) => id))
      for (const id of seen.keys()) if (!ids.has(id)) seen.delete(id)
      return transfers.flatMap((transfer): News[] => {
        const { id, state } = transfer
        const before = seen.get(id)
        const stalled = state === 'running' && isStalled(transfer, now())
        seen.set(id, { state, stalled })
        // What had ended before it was first looked at is no news.
        if (before === undefined) return stalled ? [{ what: 'stalled', transfer }] : []
        if (stalled && !before.stalled) return [{ what: 'stalled', transfer }]
        if (before.state !== state && (state === 'done' || state === 'failed')) return [{ what: state, transfer }]
        return []
      })
    },
  }
}

/** A piece of news as the system shows it. */
export function newsMessage(what: TransferNews, transfer: Transfer, { t, bytes }: ShellI18n): Message {
  const { kind, name, total, problem } = transfer
  const title = t(`desktop.news.${what}.${kind}`, { name })
  if (what === 'done') return { title, body: total > 0 ? t('desktop.news.size', { size: bytes(total) }) : '' }
  if (what === 'stalled') return { title, body: t('desktop.news.stalledText') }
  if (problem === null) return { title, body: '' }
  const general = { server: t('common.server'), model: t('common.model') }
  const values = problemValues(problem, general, bytes)
  const words = t(`problem.${problem.code}`, { ...values, returnObjects: true })
  return { title, body: `${words.title}. ${words.next}` }
}
