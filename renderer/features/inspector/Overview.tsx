import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import type { Inspection, Model } from '#shared/contract/library.ts'
import { useFormat } from '../../app/i18n.ts'
import { useNavigation } from '../../app/navigation.ts'
import { useNow } from '../../app/now.ts'
import { CopyButton, escapeInvisible } from '../../ui/index.ts'
import { quantizationBits } from '#shared/domain/sorting.ts'
import { parameterText } from '#shared/domain/parameter-count.ts'
import type { Sharing } from '#shared/domain/sharing.ts'
import { capabilityIcons, useCapabilityLabel } from '../library/Capabilities.tsx'
import { baseModels, factsOf, familiesBeside, layerFigureText, withListed, type Facts } from './facts.ts'
import { LicenseKinds } from './License.tsx'
import { Note } from './Note.tsx'
import type { Quantization } from './quantization.ts'
import { useInspectorTab } from './tab.ts'
import { useOrigin } from './use-origin.ts'

const MINUTE = 60_000

interface OverviewProps {
  inspection: Inspection
  model: Model | undefined
  /** What the list knows of it. */
  sharing: Sharing | undefined
}

/** Overview of a model: its main figures, capabilities and origin, each of them once. */
export function Overview({ inspection: shown, model, sharing }: OverviewProps) {
  const { t } = useTranslation()
  const format = useFormat()
  const inspection = withListed(shown, model)
  const facts = factsOf(inspection, model?.size ?? null, format.parameters)
  const count = (n: number | null) => (n === null ? null : format.count(n))
  const heads = layerFigureText(facts.heads, format.count)
  const kv = layerFigureText(facts.headsKv, format.count)
  return (
    <div className="flex flex-col gap-14 p-14">
      <dl className="grid grid-cols-3 gap-10">
        <Fact label={t('inspector.fact.parameters')}>{facts.parameters}</Fact>
        <QuantizationFact of={facts.quantization} />
        <Fact label={t('inspector.fact.context')}>{count(facts.context)}</Fact>
        <Fact label={t('inspector.fact.layers')}>{count(facts.layers)}</Fact>
        <Fact label={t('inspector.fact.heads')}>
          {heads !== null && kv !== null && heads !== kv ? t('inspector.fact.headsKv', { heads, kv }) : heads}
        </Fact>
        <Fact label={t('inspector.fact.embedding')}>{count(facts.embedding)}</Fact>
      </dl>
      <Note name={model?.name ?? inspection.name} />
      <Details inspection={inspection} model={model} sharing={sharing} facts={facts} />
    </div>
  )
}

/** Its name, and the bits of a weight; where the sources contradict each other, the details have all of them. */
function QuantizationFact({ of: { server, file, tensors, isDisputed } }: { of: Quantization }) {
  const { t } = useTranslation()
  const format = useFormat()
  const name = server || (file ?? '')
  const isWhole = /^(F|BF)\d+$/i.test(name)
  const note = isWhole
    ? t('inspector.quantization.whole')
    : tensors && t('inspector.quantization.bits', { value: format.decimal(tensors.bits) })
  return (
    <Fact label={t('inspector.fact.quantization')} note={isDisputed ? null : note}>
      {isDisputed ? t('inspector.quantization.disputed') : name}
    </Fact>
  )
}

interface FactProps {
  label: string
  note?: string | null
  children: string | null
}

function Fact({ label, note = null, children }: FactProps) {
  const { t } = useTranslation()
  const told = children !== null && children !== ''
  return (
    <div className="min-w-0">
      <dt className="text-caption text-ink-2">{label}</dt>
      <dd className={told ? 'selectable figures font-semibold wrap-anywhere' : 'text-ink-2'}>
        {told ? escapeInvisible(children) : t('inspector.fact.unknown')}
        {told && note !== null && <span className="block text-caption font-normal text-ink-2">{note}</span>}
      </dd>
    </div>
  )
}

interface DetailsProps extends OverviewProps {
  facts: Facts
}

function Details({ inspection, model, sharing, facts }: DetailsProps) {
  const { t, i18n } = useTranslation()
  const format = useFormat()
  const { details, capabilities, digest, weights, cloud, requires, licenses, info } = inspection
  const families = familiesBeside(facts.architecture, details)
  const bases = baseModels(info)
  const origin = useOrigin(inspection)
  return (
    <dl className="flex flex-col border-t border-line">
      <Detail label={t('inspector.detail.capabilities')}>
        {capabilities && capabilities.length > 0 && <Capabilities capabilities={capabilities} />}
      </Detail>
      {facts.architecture !== null && (
        <Detail label={t('inspector.detail.architecture')}>{escapeInvisible(facts.architecture)}</Detail>
      )}
      {(families.length > 0 || facts.architecture === null) && (
        <Detail label={t('inspector.detail.families')}>{escapeInvisible(format.list(families))}</Detail>
      )}
      {model && model.size !== null && facts.unpacked !== null && (
        <Detail label={t('inspector.detail.packed')}>
          {t('inspector.detail.packedText', {
            bits: format.count(Math.floor(quantizationBits(facts.quantization.server) ?? 0)),
            size: format.bytes(model.size),
            weights: parameterText(String(Math.round(facts.unpacked)), i18n.language),
          })}
        </Detail>
      )}
      {facts.quantization.isDisputed && (
        <Detail label={t('inspector.fact.quantization')}>
          <Sources of={facts.quantization} />
        </Detail>
      )}
      {facts.experts && (
        <Detail label={t('inspector.detail.experts')}>
          {t('inspector.detail.expertsUsed', {
            used: format.count(facts.experts.used),
            value: format.count(facts.experts.count),
          })}
        </Detail>
      )}
      <Detail label={t('inspector.detail.format')}>{escapeInvisible(details.format)}</Detail>
      <Detail label={t('inspector.detail.license')}>
        {inspection.texts.license > 0 || licenses.length > 0 ? <LicenseDetail inspection={inspection} /> : null}
      </Detail>
      {cloud === null && <Detail label={t('inspector.detail.origin')}>{origin}</Detail>}
      {bases.length > 0 && <Detail label={t('inspector.detail.bases')}>{escapeInvisible(format.list(bases))}</Detail>}
      {details.parentModel !== '' && origin !== details.parentModel && (
        <Detail label={t('inspector.detail.parent')}>{escapeInvisible(details.parentModel)}</Detail>
      )}
      {model && cloud === null && (
        <Detail label={t('inspector.detail.size')}>
          <Size model={model} sharing={sharing} />
        </Detail>
      )}
      {model && sharing && sharing.names.length > 0 && (
        <Detail label={t('inspector.detail.copies')}>
          <Names names={sharing.names} copies={model.copies} />
        </Detail>
      )}
      {inspection.modifiedAt !== null && (
        <Detail label={t('inspector.detail.modified')}>
          <When at={inspection.modifiedAt} />
        </Detail>
      )}
      {requires !== null && (
        <Detail label={t('inspector.detail.requires')}>
          {t('inspector.detail.requiresOllama', { version: escapeInvisible(requires) })}
        </Detail>
      )}
      {cloud && (
        <Detail label={t('inspector.detail.cloud')}>
          {t('inspector.detail.cloudModel', {
            model: escapeInvisible(cloud.model),
            host: escapeInvisible(cloud.host) || t('common.unknown'),
          })}
        </Detail>
      )}
      {digest !== null && (
        <Detail label={t('inspector.detail.digest')}>
          <Digest digest={digest} label={t('inspector.detail.copyDigest')} />
        </Detail>
      )}
      {weights !== null && (
        <Detail label={t('inspector.detail.weights')}>
          <Digest digest={weights} label={t('inspector.detail.copyWeights')} />
        </Detail>
      )}
    </dl>
  )
}

function Detail({ label, children }: { label: string; children: ReactNode }) {
  const { t } = useTranslation()
  const told = children !== null && children !== '' && children !== false
  return (
    <div className="grid min-h-32 grid-cols-[110px_minmax(0,1fr)] items-center gap-10 border-b border-line py-5">
      <dt className="self-start pt-2 text-ink-2">{label}</dt>
      <dd className={told ? 'selectable figures min-w-0 wrap-anywhere' : 'text-ink-2'}>
        {told ? children : t('inspector.fact.unknown')}
      </dd>
    </div>
  )
}

function Capabilities({ capabilities }: { capabilities: readonly string[] }) {
  const labelOf = useCapabilityLabel()
  return (
    <ul className="flex flex-wrap gap-x-12 gap-y-4">
      {capabilities.map((capability) => {
        const Icon = Object.entries(capabilityIcons).find(([known]) => known === capability)?.[1]
        return (
          <li key={capability} className="flex items-center gap-5">
            {Icon && <Icon size={14} aria-hidden className="text-ink-2" />}
            {escapeInvisible(labelOf(capability))}
          </li>
        )
      })}
    </ul>
  )
}

/** The quantization by each of its sources. */
function Sources({ of: { server, file, tensors } }: { of: Quantization }) {
  const { t } = useTranslation()
  const format = useFormat()
  return (
    <ul>
      {server !== '' && <li>{t('inspector.quantization.server', { name: server })}</li>}
      {file !== null && <li>{t('inspector.quantization.file', { name: file })}</li>}
      {tensors && (
        <li>{t('inspector.quantization.tensors', { bits: format.decimal(tensors.bits), name: tensors.most })}</li>
      )}
    </ul>
  )
}

/** The size of the files, and how much of it other models share, as far as that is known. */
function Size({ model: { size }, sharing }: { model: Model; sharing: Sharing | undefined }) {
  const { t } = useTranslation()
  const format = useFormat()
  if (size === null) return t('inspector.fact.unknown')
  const whole = format.bytes(size)
  if (sharing === undefined) return whole
  const { names, amount } = sharing
  if (names.length === 0) return t('inspector.detail.sizeOpen', { size: whole })
  return amount.bytes >= size
    ? t('inspector.detail.sizeShared', { size: whole })
    : t('inspector.detail.sizeSharedPart', { size: whole, shared: format.amount(amount) })
}

/** The kinds of license, and a link to the text. */
function LicenseDetail({ inspection: { licenses, texts } }: { inspection: Inspection }) {
  const { t } = useTranslation()
  const showRaw = useInspectorTab((shown) => shown.showRaw)
  return (
    <div className="flex flex-wrap items-center gap-x-10 gap-y-4">
      {licenses.length > 0 && <LicenseKinds licenses={licenses} />}
      {texts.license > 0 && (
        <button
          type="button"
          onClick={() => showRaw('license')}
          className="rounded-small text-accent-text hover:underline"
        >
          {t('inspector.license.read')}
        </button>
      )}
    </div>
  )
}

/** Links to other models. */
function Names({ names, copies }: { names: readonly string[]; copies: readonly string[] }) {
  const { t } = useTranslation()
  const open = useNavigation((navigation) => navigation.open)
  return (
    <ul>
      {names.map((name) => (
        <li key={name}>
          <button
            type="button"
            onClick={() => open(name)}
            className="rounded-small text-left text-accent-text wrap-anywhere hover:underline"
          >
            {escapeInvisible(name)}
          </button>
          {copies.includes(name) && <span className="text-ink-2"> {t('inspector.detail.copy')}</span>}
        </li>
      ))}
    </ul>
  )
}

function When({ at }: { at: number }) {
  const { i18n } = useTranslation()
  const format = useFormat()
  const now = useNow(MINUTE)
  const date = new Intl.DateTimeFormat(i18n.language, { dateStyle: 'medium', timeStyle: 'short' }).format(at)
  return (
    <>
      {date} <span className="text-ink-2">({format.ago(at, now)})</span>
    </>
  )
}

function Digest({ digest, label }: { digest: string; label: string }) {
  return (
    <span className="flex items-start gap-6">
      <span className="min-w-0 flex-1 font-mono text-[11.5px] leading-18 break-all">{digest}</span>
      <span className="-my-5 -mr-6">
        <CopyButton text={digest} label={label} />
      </span>
    </span>
  )
}
