import { useEffect } from 'react'
import { useTranslation } from 'react-i18next'
import type { Transfer } from '#shared/contract/transfers.ts'
import { percentDone } from '#shared/domain/format.ts'
import { summaryOf, useTransfers } from '../data/transfers.ts'
import { useFormat } from '../i18n.ts'

/** One icon for each eighth of the progress; files of the page, as its CSP allows no other images. */
const icons = Object.entries(
  import.meta.glob<string>('../favicon/*.svg', { query: '?url', import: 'default', eager: true }),
)
  .sort(([a], [b]) => a.localeCompare(b))
  .map(([, url]) => url)

/** In whole percent, so that the tab is updated only when the figure changes. */
function percentOf(list: readonly Transfer[]): number | null {
  const { share } = summaryOf(list)
  return share === null ? null : percentDone(share)
}

/** Shows the progress of the transfers in the title and icon of the browser tab. */
export function TabProgress() {
  const { t } = useTranslation()
  const format = useFormat()
  const percent = useTransfers(percentOf)
  const name = t('common.appName')
  const title = percent === null ? name : t('common.transfers.title', { share: format.progress(percent / 100), name })
  useEffect(() => {
    document.title = title
  }, [title])
  const icon = percent === null ? undefined : icons[Math.round((percent / 100) * (icons.length - 1))]
  useEffect(() => {
    const link = document.querySelector<HTMLLinkElement>('link[rel="icon"]')
    if (link === null || icon === undefined) return undefined
    const own = link.href
    link.href = icon
    return () => {
      link.href = own
    }
  }, [icon])
  return null
}
