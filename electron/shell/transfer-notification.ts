import type { Transfer } from '#shared/contract/transfers.ts'
import type { TransferNews } from '#shared/domain/transfer-news.ts'
import { problemValues } from '#shared/i18n/problem-values.ts'
import { wordsFor } from '#shared/i18n/problem-words.ts'
import type { Message } from './notify.ts'
import type { ShellI18n } from './shell-i18n.ts'

const notified = ['done', 'failed', 'stalled', 'disk_full'] as const
type Notified = (typeof notified)[number]

/** The system notification of transfer news; `null` for news shown only in the window. */
export function transferNotification({ what, transfer }: TransferNews, i18n: ShellI18n): Message | null {
  const one = notified.find((each) => each === what)
  return one ? messageOf(one, transfer, i18n) : null
}

function messageOf(what: Notified, transfer: Transfer, { t, bytes, list }: ShellI18n): Message {
  const { kind, name, total, problem } = transfer
  const title =
    what === 'disk_full' ? t('desktop.news.disk_full', { name }) : t(`desktop.news.${what}.${kind}`, { name })
  if (what === 'done') return { title, body: total > 0 ? t('desktop.news.size', { size: bytes(total) }) : '' }
  if (what === 'stalled') return { title, body: t('desktop.news.stalledText') }
  if (problem === null) return { title, body: '' }
  const general = { server: t('common.server'), model: t('common.model') }
  const values = problemValues(problem, general, { bytes, list })
  const texts = wordsFor(problem, t(`problem.${problem.code}`, { ...values, returnObjects: true }))
  return { title, body: t('common.sentences', { first: texts.title, second: texts.next }) }
}
