import { useTranslation } from 'react-i18next'
import type { UpdateLayer } from '#shared/contract/updates.ts'
import { useFormat } from '../../app/i18n.ts'
import { classes, Unknown } from '../../ui/index.ts'

/** What an update does with each layer: how much of it is downloaded, and how much the server has already. */
export function Layers({ layers }: { layers: readonly UpdateLayer[] }) {
  const { t } = useTranslation()
  const format = useFormat()
  const columns = ['kind', 'change', 'size', 'fetch', 'reuse'] as const
  return (
    <table className="w-full text-left">
      <thead className="text-caption text-ink-2">
        <tr>
          {columns.map((column, at) => (
            <th key={column} scope="col" className={classes('py-3 pr-10 font-normal', at > 1 && 'text-right')}>
              {t(`updates.review.column.${column}`)}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {layers.map(({ kind, change, before, after }, at) => {
          const size = after?.size ?? before?.size ?? null
          const isKnown = after === null || after.isPresent !== null
          const fetched = after?.isPresent === false ? after.size : 0
          const reused = after?.isPresent === true ? after.size : 0
          const bytes = (amount: number) =>
            !isKnown ? <Unknown label={t('common.unknown')} /> : amount > 0 ? format.bytes(amount) : ''
          return (
            // A manifest may have a digest twice, and the order is fixed.
            <tr key={at} className="border-t border-line">
              <td className="py-4 pr-10 first-letter:uppercase" title={after?.digest ?? before?.digest ?? undefined}>
                {t(`transfers.size.kind.${kind}`)}
              </td>
              <td className={classes('pr-10', change === 'same' ? 'text-ink-2' : 'font-medium')}>
                {t(`updates.review.change.${change}`)}
              </td>
              <td className="figures pr-10 text-right">
                {size === null ? <Unknown label={t('common.unknown')} /> : format.bytes(size)}
              </td>
              <td className="figures pr-10 text-right">{bytes(fetched)}</td>
              <td className="figures pr-10 text-right text-ink-2">{bytes(reused)}</td>
            </tr>
          )
        })}
      </tbody>
    </table>
  )
}
