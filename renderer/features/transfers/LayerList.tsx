import { useTranslation } from 'react-i18next'
import type { Layer, Transfer } from '#shared/contract/transfers.ts'
import { useFormat } from '../../app/i18n.ts'
import { ProgressBar } from '../../ui/index.ts'
import { barState, segmentsOf, sharedUnit, shortDigest } from './figures.ts'

/** Each known layer, with the part that was there before. */
export function LayerList({ id, transfer }: { id: string; transfer: Transfer }) {
  const { t } = useTranslation()
  const { name, layers } = transfer
  return (
    <section
      id={id}
      aria-label={t('transfers.layers.title', { name })}
      className="border-t border-line pt-8 text-caption"
    >
      <ol className="grid grid-cols-[auto_minmax(60px,1fr)_auto_auto] gap-x-10 gap-y-6">
        {layers.map((layer, at) => (
          <Row key={`${at} ${layer.digest}`} layer={layer} transfer={transfer} />
        ))}
      </ol>
      {!transfer.isWhole && <p className="mt-6 text-ink-2">{t('transfers.layers.more')}</p>}
    </section>
  )
}

function Row({ layer, transfer }: { layer: Layer; transfer: Transfer }) {
  const { t } = useTranslation()
  const format = useFormat()
  const name = shortDigest(layer.digest) ?? t('transfers.layers.all')
  const total = format.bytes(layer.total)
  const amount = t('transfers.of', { done: sharedUnit(format.bytes(layer.completed), total), total })
  return (
    <li className="col-span-4 grid grid-cols-subgrid items-center">
      <span className="selectable font-mono" title={layer.digest}>
        {name}
      </span>
      <ProgressBar
        label={t('transfers.progress', { name })}
        text={amount}
        segments={segmentsOf([layer])}
        state={barState(transfer.state)}
      />
      <span className="figures text-right">{layer.completed === layer.total ? total : amount}</span>
      <span className="text-ink-2">{useSource(layer, transfer.kind)}</span>
    </li>
  )
}

function useSource({ cached, completed, total }: Layer, kind: Transfer['kind']): string {
  const { t } = useTranslation()
  const format = useFormat()
  if (cached === total) return t(kind === 'pull' ? 'transfers.layers.cached' : 'transfers.layers.cachedPush')
  if (cached > 0) return t('transfers.layers.partCached', { size: format.bytes(cached) })
  return completed === total ? t(kind === 'pull' ? 'transfers.layers.fetched' : 'transfers.layers.sent') : ''
}
