import { useTranslation } from 'react-i18next'
import type { TensorTotals } from '#shared/contract/library.ts'
import { bitsPerWeight } from '#shared/domain/ggml.ts'
import { useFormat } from '../../app/i18n.ts'
import { problemOf } from '../../host/index.ts'
import { classes, ProblemView, seriesClass, Skeleton, escapeInvisible } from '../../ui/index.ts'
import { useTensorTotals, type Subject } from './queries.ts'

/** Size of the tensors by type and by layer, as bars. */
export function TensorSums({ subject }: { subject: Subject }) {
  const { t } = useTranslation()
  const format = useFormat()
  const query = useTensorTotals(subject)
  if (query.data === undefined)
    return query.isError ? (
      <ProblemView className="m-14" problem={problemOf(query.error)} onRetry={() => void query.refetch()} />
    ) : (
      <Skeleton className="m-14 h-120" />
    )
  const { bytes, elements, unknown, types, layers } = query.data
  return (
    <div className="flex shrink-0 flex-col gap-8 border-b border-line px-14 pt-12 pb-10">
      <p className="figures">
        <span className="font-semibold">{format.bytes(bytes)}</span>
        <span className="text-ink-2">
          {' '}
          {t('inspector.tensors.elements', { count: elements, value: format.count(elements) })}
          {unknown > 0 && ` · ${t('inspector.tensors.unknown', { count: unknown, value: format.count(unknown) })}`}
        </span>
      </p>
      <Types types={types} />
      <Layers layers={layers} />
    </div>
  )
}

function Types({ types }: Pick<TensorTotals, 'types'>) {
  const { t } = useTranslation()
  const format = useFormat()
  const shares = format.shares(types.map(({ bytes }) => bytes))
  return (
    <>
      <div aria-hidden className="graphic track flex h-10 gap-1 overflow-hidden rounded-small bg-track">
        {types.map((type, at) => (
          <span
            key={type.name}
            title={type.name}
            className={classes('h-full min-w-2', seriesClass(at))}
            style={{ flexGrow: type.bytes, flexBasis: 0 }}
          />
        ))}
      </div>
      <table className="figures w-full text-caption">
        <caption className="sr-only">{t('inspector.tensors.byType')}</caption>
        <thead className="sr-only">
          <tr>
            {(['type', 'bits', 'tensors', 'size', 'share'] as const).map((column) => (
              <th key={column} scope="col">
                {t(`inspector.tensors.column.${column}`)}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {types.map((type, at) => {
            const bits = bitsPerWeight(type.name)
            return (
              <tr key={type.name}>
                <th scope="row" className="py-1 text-left font-normal">
                  <span className="flex items-center gap-6">
                    <span aria-hidden className={classes('size-8 rounded-small', seriesClass(at))} />
                    <span className="font-mono">{escapeInvisible(type.name) || t('inspector.fact.unknown')}</span>
                  </span>
                </th>
                <td className="text-right text-ink-2">
                  {bits === null ? '' : t('inspector.tensors.bits', { value: bits.toFixed(bits % 1 === 0 ? 0 : 2) })}
                </td>
                <td className="text-right text-ink-2">
                  {t('inspector.tensors.count', { count: type.count, value: format.count(type.count) })}
                </td>
                {/* 0 means that the size of the type is unknown. */}
                <td className="w-70 text-right">{type.bytes > 0 ? format.bytes(type.bytes) : '–'}</td>
                <td className="w-44 text-right text-ink-2">{type.bytes > 0 ? shares[at] : ''}</td>
              </tr>
            )
          })}
        </tbody>
      </table>
    </>
  )
}

/** Bar chart with the size of each layer. */
function Layers({ layers }: Pick<TensorTotals, 'layers'>) {
  const { t } = useTranslation()
  const format = useFormat()
  const most = layers.reduce((most, { bytes }) => Math.max(most, bytes), 0)
  if (most === 0 || layers.length < 2) return null
  const largest = layers.find(({ bytes }) => bytes === most)
  return (
    <figure>
      <div aria-hidden className="flex h-36 items-end gap-px">
        {layers.map((layer) => (
          <span
            key={layer.name}
            title={t('common.labelled', { label: layer.name, value: format.bytes(layer.bytes) })}
            className={classes('graphic min-h-1 min-w-1 flex-1', /\d/.test(layer.name) ? 'bg-series-2' : 'bg-series-4')}
            style={{ height: `${(layer.bytes / most) * 100}%` }}
          />
        ))}
      </div>
      <figcaption className="mt-3 text-caption text-ink-2">
        {t('inspector.tensors.layers', {
          count: layers.length,
          value: format.count(layers.length),
          name: largest?.name ?? '',
          size: format.bytes(most),
        })}
      </figcaption>
    </figure>
  )
}
