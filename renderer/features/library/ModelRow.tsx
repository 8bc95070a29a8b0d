import { Check, Cloud, Ellipsis, Link2, Lock, X } from 'lucide-react'
import { memo, type MouseEvent as Press } from 'react'
import { useTranslation } from 'react-i18next'
import type { Model } from '#shared/contract/library.ts'
import { unpackedCount } from '#shared/domain/parameter-count.ts'
import type { Sharing } from '#shared/domain/sharing.ts'
import { Badge, classes, ModelName, StateDot, Unknown, escapeInvisible } from '../../ui/index.ts'
import { CapabilityIcons } from './Capabilities.tsx'
import { isOffered, type UpdateState } from '../updates/state.ts'
import type { ColumnId } from './columns.ts'
import type { Fit } from './fits.ts'
import { useElapsed, type MemoryWork } from './memory.ts'
import type { RowI18n } from './row-i18n.ts'

/** The columns of the grid, which all rows take from a CSS variable. */
export const rowClasses = 'grid items-center [grid-template-columns:var(--columns)]'

interface ModelRowProps {
  model: Model
  i18n: RowI18n
  work: MemoryWork | undefined
  at: number
  /** Distance from the first row, in pixels. */
  top: number
  now: number
  columns: readonly ColumnId[]
  /** The name under which it is in memory; `undefined` if that is not known. */
  loadedAs: string | null | undefined
  sharing: Sharing | undefined
  fit: Fit | null
  /** `null` if it was not checked. */
  update: UpdateState | null
  active: boolean
  open: boolean
  selected: boolean
  /** Whether any row is selected; then all show their checkbox. */
  selecting: boolean
  onPress: (event: Press, at: number) => void
  /** The row got the focus without being the active one. */
  onFocus: (at: number) => void
  onSelect: (at: number) => void
  onMenu: (at: number) => void
  stop: (name: string) => void
  review: (model: Model) => void
  /** `aria-level`: in a grouped list the models are one level below the headings. */
  level: number | undefined
}

export const ModelRow = memo(function ModelRow(props: ModelRowProps) {
  const { model, i18n, work, at, top, columns, active, open, selected, onPress, onFocus, onMenu, stop } = props
  const { t } = i18n
  return (
    <div
      role="row"
      aria-rowindex={at + 2}
      aria-level={props.level}
      aria-selected={selected}
      aria-current={open || undefined}
      tabIndex={active ? 0 : -1}
      onClick={(event) => onPress(event, at)}
      onFocus={() => {
        if (!active) onFocus(at)
      }}
      onContextMenu={() => onMenu(at)}
      className={classes(
        rowClasses,
        'group absolute top-0 left-0 h-(--row) w-full contain-strict border-b border-line -outline-offset-2',
        open || selected ? 'bg-soft' : 'hover:bg-hover',
        open && 'shadow-[inset_2px_0_var(--accent)]',
      )}
      style={{ transform: `translateY(${top}px)` }}
    >
      <StateCell {...props} />
      <div role="gridcell" className="flex min-w-0 items-center gap-8 overflow-hidden">
        <ModelName name={model.name} className={work ? '' : 'shrink-0'} />
        {/* What does not fit wraps to a second line, which is hidden. */}
        <span className="flex h-20 min-w-0 flex-1 flex-wrap content-start gap-x-6 gap-y-10 overflow-hidden">
          <CapabilityIcons capabilities={model.capabilities} label={i18n.capability} />
          <Badges model={model} loadedAs={props.loadedAs} i18n={i18n} />
          {props.sharing && props.sharing.names.length > 0 && <Shares sharing={props.sharing} i18n={i18n} />}
        </span>
        {work && <WorkBadge work={work} onStop={() => stop(model.name)} />}
      </div>
      {columns.map((id) => (
        <div
          key={id}
          role="gridcell"
          className={classes(cellClasses[id], id === 'fits' && props.fit && fitColors[props.fit])}
          title={id === 'params' && unpackedCount(model) !== null ? t('common.packed') : undefined}
        >
          {id === 'update' && isOffered(props.update) ? (
            <UpdateButton {...props} />
          ) : (
            cellOf(id, props) || <Unknown label={unknownLabel(id, model, t)} />
          )}
        </div>
      ))}
      <div role="gridcell" className="flex">
        <button
          type="button"
          tabIndex={active ? 0 : -1}
          aria-haspopup="menu"
          aria-label={t('library.menuOf', { name: model.name })}
          title={t('library.menu')}
          onClick={openMenu}
          className="flex size-24 items-center justify-center rounded-control text-ink-2 opacity-0 group-hover:opacity-100 group-focus-within:opacity-100 hover:bg-pressed hover:text-ink focus-visible:opacity-100"
        >
          <Ellipsis aria-hidden />
        </button>
      </div>
    </div>
  )
})

/** Opens the context menu from the button, as a right click would, so that one menu serves both. */
function openMenu(event: Press<HTMLElement>): void {
  event.stopPropagation()
  const { left, bottom } = event.currentTarget.getBoundingClientRect()
  event.currentTarget.dispatchEvent(
    new MouseEvent('contextmenu', { bubbles: true, cancelable: true, clientX: left, clientY: bottom }),
  )
}

/** The checkbox of a row, rendered only when needed, as there are many rows. */
const boxOnHover =
  'hover:before:absolute hover:before:size-16 hover:before:rounded-small hover:before:border hover:before:border-line-strong hover:before:bg-panel'

function StateCell({ model, i18n: { t }, loadedAs, work, at, selected, selecting, onSelect }: ModelRowProps) {
  const label = work
    ? t(`library.state.${work.kind}`)
    : loadedAs === undefined
      ? t('library.offline.state')
      : loadedAs === null
        ? t('library.state.off')
        : loadedAs === model.name
          ? t('library.state.loaded')
          : t('library.state.loadedAs', { name: loadedAs })
  return (
    <div
      role="gridcell"
      className={classes('group/state relative flex h-full items-center justify-center', !selecting && boxOnHover)}
      title={label}
      onClick={(event) => {
        event.stopPropagation()
        onSelect(at)
      }}
    >
      <StateDot
        state={work ? 'busy' : loadedAs ? 'good' : 'off'}
        label={label}
        className={selecting ? 'opacity-0' : 'group-hover/state:opacity-0'}
      />
      {selecting && (
        <span
          aria-hidden
          className={classes(
            'absolute flex size-16 items-center justify-center rounded-small border text-on-accent',
            selected ? 'border-accent bg-accent' : 'border-line-strong bg-panel',
          )}
        >
          {selected && <Check size={12} strokeWidth={3} />}
        </span>
      )}
    </div>
  )
}

interface BadgesProps {
  model: Model
  loadedAs: string | null | undefined
  i18n: RowI18n
}

function Badges({ model, loadedAs, i18n: { t } }: BadgesProps) {
  const { cloud, readOnly } = model
  return (
    <>
      {cloud && (
        <span title={cloudHint(cloud, t)}>
          <Badge tone={cloud.gone ? 'warning' : 'neutral'}>
            <Cloud size={12} aria-hidden />
            {t(cloud.gone ? 'library.cloudGone' : 'library.cloud')}
          </Badge>
        </span>
      )}
      {readOnly && (
        <span title={t('library.readOnly')}>
          <Badge tone="warning">
            <Lock size={12} aria-hidden />
            {t('library.locked')}
          </Badge>
        </span>
      )}
      {loadedAs && loadedAs !== model.name && <Badge>{t('library.state.loadedAs', { name: loadedAs })}</Badge>}
    </>
  )
}

function cloudHint({ host, gone }: NonNullable<Model['cloud']>, t: RowI18n['t']): string {
  if (host === '') return t(gone ? 'library.cloudGoneHintElsewhere' : 'library.cloudHintElsewhere')
  return t(gone ? 'library.cloudGoneHint' : 'library.cloudHint', { host: escapeInvisible(host) })
}

/** With which models it shares data. In a narrow space only the size is shown, or only an icon. */
function Shares({ sharing: { names, amount }, i18n: { t, format } }: { sharing: Sharing; i18n: RowI18n }) {
  const [first = '', ...others] = names
  const size = amount.exactness === 'unknown' ? t('library.sharesData') : format.amount(amount)
  const text =
    others.length === 0
      ? t('library.sharesWith', { size, name: first })
      : t('library.sharesWithSeveral', { size, name: first, count: others.length, value: format.count(others.length) })
  return (
    <span
      role="img"
      aria-label={text}
      title={t('library.sharedWith', { names: format.list(names) })}
      className="@container flex min-w-22 flex-1 basis-0"
    >
      <span className="inline-flex h-20 max-w-full items-center rounded-control border border-line-strong px-4 text-caption whitespace-nowrap text-ink-2 @min-[86px]:px-6">
        <Link2 size={12} aria-hidden className="@min-[86px]:hidden" />
        <span className="hidden truncate @min-[86px]:inline @min-[150px]:hidden">{t('library.shares', { size })}</span>
        <span className="hidden truncate @min-[150px]:inline">{text}</span>
      </span>
    </span>
  )
}

const cellClasses: Record<ColumnId, string> = {
  size: 'figures pr-6 text-right font-medium whitespace-nowrap',
  params: 'figures truncate pr-6 text-right font-medium',
  quant: 'truncate pl-10 font-mono text-code text-ink-2',
  fits: 'truncate pl-10',
  update: 'truncate pl-10 text-ink-2',
  modified: 'figures truncate pl-10 text-ink-2',
  context: 'figures truncate pr-6 text-right',
  family: 'truncate pl-10 text-ink-2',
  embedding: 'figures truncate pr-6 text-right',
  format: 'truncate pl-10 text-ink-2',
  capabilities: 'truncate pl-10 text-ink-2',
  digest: 'truncate pl-10 font-mono text-code text-ink-2',
}

const fitColors: Record<Fit, string> = {
  fits: 'text-good',
  tight: 'text-warning',
  partial: 'text-warning',
  none: 'text-bad',
}

/** A stub has no size, which is not unknown. */
function unknownLabel(id: ColumnId, { cloud }: Model, t: RowI18n['t']): string {
  if (id === 'update') return t('library.update.unchecked')
  return (id === 'size' || id === 'fits') && cloud ? t('common.noFile') : t('common.unknown')
}

/** Text of a cell; empty if the server does not report the value. */
function cellOf(id: ColumnId, { model, now, fit, update, i18n: { t, format, capability } }: ModelRowProps): string {
  const { details } = model
  switch (id) {
    case 'size':
      return model.size === null ? '' : format.bytes(model.size)
    case 'params':
      return escapeInvisible(format.parameters(model))
    case 'quant':
      return escapeInvisible(details.quantization)
    case 'fits':
      return fit === null ? '' : t(`library.fit.${fit}`)
    case 'update':
      return update === null ? '' : t(`library.update.${update}`)
    case 'modified':
      return model.modifiedAt === null ? '' : format.ago(model.modifiedAt, now)
    case 'context':
      return details.contextLength === null ? '' : format.count(details.contextLength)
    case 'embedding':
      return details.embeddingLength === null ? '' : format.count(details.embeddingLength)
    case 'capabilities':
      return escapeInvisible(format.list((model.capabilities ?? []).map(capability)))
    case 'digest':
      return escapeInvisible(model.digest?.slice(0, 12) ?? '')
    default:
      return escapeInvisible(details[id])
  }
}

/** Opens the review; with the keyboard the row's menu does. */
function UpdateButton({ model, update, review, i18n: { t } }: ModelRowProps) {
  return (
    <button
      type="button"
      tabIndex={-1}
      title={t('library.act.reviewUpdate')}
      onClick={(event) => {
        event.stopPropagation()
        review(model)
      }}
      className="max-w-full truncate rounded-small font-medium text-accent-text hover:underline"
    >
      {update && t(`library.update.${update}`)}
    </button>
  )
}

/** Duration of a load, with a button to stop it. */
function WorkBadge({ work, onStop }: { work: MemoryWork; onStop: () => void }) {
  const { t } = useTranslation()
  const elapsed = useElapsed(work.since)
  return (
    <span className="flex shrink-0 items-center gap-2 text-caption text-accent-text">
      <span className="figures">
        {t(`library.state.${work.kind}`)} {elapsed}
      </span>
      {work.kind === 'load' && (
        <button
          type="button"
          tabIndex={-1}
          aria-label={t('library.act.stop')}
          title={t('library.act.stop')}
          onClick={(event) => {
            event.stopPropagation()
            onStop()
          }}
          className="flex size-20 items-center justify-center rounded-small hover:bg-pressed"
        >
          <X size={13} aria-hidden />
        </button>
      )}
    </span>
  )
}
