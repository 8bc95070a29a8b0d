import { useTranslation } from 'react-i18next'
import type { Model } from '#shared/contract/library.ts'
import type { Loaded } from '#shared/contract/running.ts'
import { isBinName } from '#shared/domain/bin-names.ts'
import { useFormat } from '../../app/i18n.ts'
import { useNavigation } from '../../app/navigation.ts'
import { Card, classes, CopyButton, ModelName, seriesClass, useModelLabel } from '../../ui/index.ts'
import { DeletedModel } from './DeletedModel.tsx'
import { Expiry } from './Expiry.tsx'
import { LoadedActs } from './LoadedActs.tsx'
import { LoadedContext } from './LoadedContext.tsx'
import { OtherUse } from './OtherUse.tsx'
import { Split } from './Split.tsx'

interface LoadedCardProps {
  hostId: string
  model: Loaded
  /** The models of the server; `undefined` if they are not known, or not all. */
  library: readonly Model[] | undefined
  clockOffsetMs: number | null
}

const DIGITS = 12

export function LoadedCard({ hostId, model, library, clockOffsetMs }: LoadedCardProps) {
  const { t } = useTranslation()
  const format = useFormat()
  const open = useNavigation((navigation) => navigation.open)
  const labelOf = useModelLabel()
  const { name, size, contextLength, family, quantization, digest, otherUse } = model
  const listed = library?.find((one) => one.name === name)
  // Other names of the same model share its memory.
  const aliases = listed?.copies ?? []
  const parameters = format.parameters({
    size: listed?.size ?? null,
    details: {
      format: listed?.details.format ?? '',
      parameterSize: model.parameterSize || (listed?.details.parameterSize ?? ''),
      quantization,
    },
  })
  const facts = [
    size === null ? '' : t('running.card.total', { size: format.bytes(size) }),
    contextLength === null ? '' : t('running.card.context', { value: format.count(contextLength) }),
    family,
    parameters,
    quantization,
  ]
  return (
    <Card data-card={name} tabIndex={-1} aria-label={labelOf(name)} className="flex flex-col gap-8 px-14 py-12">
      <div className="flex flex-wrap items-center gap-x-14 gap-y-8">
        <div className="min-w-200 flex-1">
          <button
            type="button"
            onClick={() => open(name)}
            className="flex max-w-full items-center gap-8 rounded-small text-left hover:underline"
          >
            <span aria-hidden className={classes('size-8 shrink-0 rounded-full', seriesClass(model.slot))} />
            <ModelName name={name} />
          </button>
          <div className="figures mt-2 flex flex-wrap items-center gap-x-8 text-code text-ink-2">
            <span>{facts.filter((fact) => fact !== '').join(' · ')}</span>
            {digest === null ? null : (
              <span className="-my-4 flex items-center">
                <code className="selectable" title={digest}>
                  {digest.slice(0, DIGITS)}
                </code>
                <CopyButton text={digest} label={t('running.card.copyDigest')} />
              </span>
            )}
          </div>
        </div>
        <Expiry model={model} clockOffsetMs={clockOffsetMs} />
        <LoadedActs hostId={hostId} model={model} />
      </div>
      <Split model={model} />
      {listed && listed.cloud === null ? <LoadedContext hostId={hostId} model={model} listed={listed} /> : null}
      {library && !listed && !isBinName(name) ? (
        <DeletedModel
          model={model}
          others={library.filter((one) => one.digest !== null && one.digest === digest).map((one) => one.name)}
          clockOffsetMs={clockOffsetMs}
        />
      ) : null}
      {otherUse === null ? null : <OtherUse use={otherUse} />}
      {aliases.length === 0 ? null : (
        <p className="text-caption text-ink-2">
          {t('running.card.aliases', { count: aliases.length, names: format.list(aliases) })}
        </p>
      )}
    </Card>
  )
}
