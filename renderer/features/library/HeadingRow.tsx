import { ChevronRight } from 'lucide-react'
import { memo } from 'react'
import type { Model } from '#shared/contract/library.ts'
import { diskUse, type WeightsOf } from '#shared/domain/sharing.ts'
import { classes, escapeInvisible } from '../../ui/index.ts'
import type { Heading } from './arrange.ts'
import type { RowI18n } from './row-i18n.ts'

interface HeadingRowProps {
  heading: Heading
  i18n: RowI18n
  at: number
  /** Distance from the first row, in pixels. */
  top: number
  active: boolean
  /** All models of the list. */
  all: readonly Model[]
  weightsOf: WeightsOf
  onToggle: (at: number) => void
  onFocus: (at: number) => void
  onMenu: (at: number) => void
}

/** The heading of a group: what its models have in common, their number and total size. */
export const HeadingRow = memo(function HeadingRow(props: HeadingRowProps) {
  const { heading, i18n, at, top, active, all, weightsOf, onToggle, onFocus, onMenu } = props
  const { t, format } = i18n
  const { kind, name, models, open } = heading
  const { unique, shared } = diskUse(models, weightsOf, all)
  const facts = [
    t('common.models', { count: models.length, value: format.count(models.length) }),
    kind === 'cloud' ? '' : format.amount(unique),
    shared.bytes > 0 ? t('library.sharing', { size: format.amount(shared) }) : '',
  ]
  return (
    <div
      role="row"
      aria-rowindex={at + 2}
      aria-level={1}
      aria-expanded={open}
      tabIndex={active ? 0 : -1}
      onClick={() => onToggle(at)}
      onFocus={() => {
        if (!active) onFocus(at)
      }}
      onContextMenu={() => onMenu(at)}
      className="absolute top-0 left-0 flex h-(--row) w-full items-end border-b border-line bg-inset px-7 pb-8 -outline-offset-2"
      style={{ transform: `translateY(${top}px)` }}
    >
      <div role="gridcell" className="flex min-w-0 items-center gap-6">
        <ChevronRight
          size={14}
          aria-hidden
          className={classes('shrink-0 text-ink-2 transition-transform duration-100', open && 'rotate-90')}
        />
        <span className="shrink-0 font-semibold">
          {kind !== 'family'
            ? t(`library.group.${kind}`)
            : name === ''
              ? t('library.group.noFamily')
              : escapeInvisible(name)}
        </span>
        {kind === 'shared' && <span className="font-mono text-[11.5px] text-ink-2">{name.slice(0, 12)}</span>}
        <span className="figures truncate text-ink-2">{facts.filter(Boolean).join(' · ')}</span>
      </div>
    </div>
  )
})
