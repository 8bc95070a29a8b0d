import { Select as Base } from '@base-ui/react/select'
import { Check, ChevronDown } from 'lucide-react'
import type { ReactNode } from 'react'
import { classes } from './classes.ts'

export interface SelectItem<Value extends string> {
  value: Value
  /** Plain text: shown in the trigger and used for type-ahead. */
  label: string
  /** Shown in the list instead of the label. */
  children?: ReactNode
  disabled?: boolean
}

interface SelectProps<Value extends string> {
  /** Name for screen readers; omit it inside a `Field`, which has a label. */
  label?: string
  value: Value | null
  items: readonly SelectItem<Value>[]
  onValueChange: (value: Value) => void
  placeholder?: string
  disabled?: boolean
  /** As high as a `Chip`, to stand beside some. */
  compact?: boolean
  className?: string
}

export function Select<Value extends string>(props: SelectProps<Value>) {
  const { label, value, items, onValueChange, placeholder, disabled = false, compact = false, className } = props
  return (
    <Base.Root
      items={items}
      value={value}
      disabled={disabled}
      onValueChange={(next) => {
        if (next !== null) onValueChange(next)
      }}
    >
      <Base.Trigger
        aria-label={label}
        className={classes(
          'inline-flex min-w-0 items-center justify-between rounded-control border border-line-strong bg-panel text-left disabled:opacity-55 data-popup-open:bg-inset enabled:hover:bg-inset',
          compact ? 'h-24 gap-4 px-8 text-caption' : 'h-28 gap-8 px-9',
          className,
        )}
      >
        <Base.Value placeholder={placeholder} className="truncate data-placeholder:text-ink-2" />
        <ChevronDown size={14} aria-hidden className="shrink-0 text-ink-2" />
      </Base.Trigger>
      <Base.Portal>
        <Base.Positioner sideOffset={4} alignItemWithTrigger={false} className="z-40">
          <Base.Popup className="max-h-[min(360px,var(--available-height))] min-w-(--anchor-width) overflow-y-auto rounded-card border border-line bg-panel p-4 shadow-popup outline-none">
            <Base.List>
              {items.map((item) => (
                <Base.Item
                  key={item.value}
                  value={item.value}
                  disabled={item.disabled ?? false}
                  className="flex min-h-28 items-center gap-8 rounded-control px-8 py-4 outline-none data-disabled:opacity-55 data-highlighted:bg-hover"
                >
                  <Base.ItemText className="min-w-0 flex-1" render={<span />}>
                    {item.children ?? item.label}
                  </Base.ItemText>
                  <Base.ItemIndicator>
                    <Check size={14} aria-hidden className="text-accent" />
                  </Base.ItemIndicator>
                </Base.Item>
              ))}
            </Base.List>
          </Base.Popup>
        </Base.Positioner>
      </Base.Portal>
    </Base.Root>
  )
}
