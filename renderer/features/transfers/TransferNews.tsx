import { useQueryClient } from '@tanstack/react-query'
import { useEffect, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Transfer } from '#shared/contract/transfers.ts'
import { createTransferNews, type TransferNews as News } from '#shared/domain/transfer-news.ts'
import { useFormat } from '../../app/i18n.ts'
import { queryKeys } from '../../app/query-keys.ts'
import { useNavigation } from '../../app/navigation.ts'
import { notify, useProblemText } from '../../ui/index.ts'

/**
 * Announces transfers on every page: each news to screen readers, and the end as a toast unless the list is
 * shown.
 */
export function TransferNews() {
  const cache = useQueryClient()
  const [spoken, setSpoken] = useState('')
  const { t } = useTranslation()
  const format = useFormat()
  const problemText = useProblemText()

  useEffect(() => {
    const titleOf = (what: Exclude<News['what'], 'stalled'>, { transfer: { kind, name }, step }: News) =>
      what === 'step' || what === 'disk_full'
        ? t(`transfers.announce.${what}`, { name, share: format.progress(step / 100) })
        : t(`transfers.announce.${what}.${kind}`, { name })
    const tell = (news: News) => {
      const { what, transfer } = news
      // The card shows it, and the transfer may continue at any moment.
      if (what === 'stalled') return
      const title = titleOf(what, news)
      setSpoken(title)
      if (
        (what !== 'done' && what !== 'failed' && what !== 'disk_full') ||
        useNavigation.getState().place === 'transfers'
      )
        return
      notify({
        title,
        ...(transfer.problem ? { description: problemText(transfer.problem).title } : {}),
        tone: what === 'done' ? 'good' : 'bad',
        action: {
          label: t('common.transfers.show'),
          onSelect: () => useNavigation.getState().go('transfers'),
        },
      })
    }
    const read = () => cache.getQueryData<readonly Transfer[]>(queryKeys.transfers)
    const newsOf = createTransferNews()
    let last = read()
    if (last) newsOf(last)
    return cache.getQueryCache().subscribe(({ query }) => {
      if (query.queryKey[1] !== queryKeys.transfers[1] || query.queryKey[0] !== queryKeys.transfers[0]) return
      const now = read()
      if (now === undefined || now === last) return
      last = now
      for (const news of newsOf(now)) tell(news)
    })
  }, [cache, t, format, problemText])

  return (
    <div role="status" className="sr-only">
      {spoken}
    </div>
  )
}
