import { useCallback } from 'react'
import { useTranslation } from 'react-i18next'
import type { HistoryRow } from '#shared/contract/history.ts'
import { shortUrl } from '#shared/domain/host-name.ts'
import { useFormat } from './i18n.ts'

type Told = Pick<HistoryRow, 'act' | 'names' | 'host' | 'state' | 'reverses' | 'problem'> & {
  parts?: HistoryRow['parts']
}

/** What an entry of the history tells was done, as a sentence without a full stop. Its texts are those of `history`. */
export function useHistoryWords(): (row: Told) => string {
  const { t } = useTranslation()
  const format = useFormat()
  return useCallback(
    ({ act, names, host, state, reverses, parts = null }: Told) => {
      const isSeveral = parts !== null
      const [model = '', to = ''] = names
      const isOfHost = act === 'host_add' || act === 'host_change' || act === 'host_remove'
      const name = isSeveral
        ? t('history.models', { value: format.count(parts.total) })
        : isOfHost
          ? host.name || shortUrl(host.url)
          : model
      const key =
        isSeveral && (act === 'copy' || act === 'rename')
          ? (`${act}_several` as const)
          : act === 'restore' && to !== '' && !isSeveral
            ? 'restore_as'
            : act
      const words = t(`history.${state === 'done' ? 'done' : 'tried'}.${key}`, { name, to })
      if (reverses === null) return words
      return t(reverses === 'undo' ? 'history.undone' : 'history.redone', { act: words })
    },
    [t, format],
  )
}
