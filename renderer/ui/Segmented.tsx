import { Toggle } from '@base-ui/react/toggle'
import { ToggleGroup } from '@base-ui/react/toggle-group'

interface SegmentedProps<Value extends string> {
  label: string
  value: Value
  onValueChange: (value: Value) => void
  items: readonly { value: Value; label: string }[]
}

/** A choice between a few options that are all visible. */
export function Segmented<Value extends string>({ label, value, onValueChange, items }: SegmentedProps<Value>) {
  return (
    <ToggleGroup
      aria-label={label}
      value={[value]}
      onValueChange={([next]) => {
        if (next !== undefined) onValueChange(next)
      }}
      className="inline-flex shrink-0 gap-2 rounded-control border border-line-strong bg-inset p-2"
    >
      {items.map((item) => (
        <Toggle
          key={item.value}
          value={item.value}
          className="h-22 rounded-[5px] px-10 text-ink-2 hover:text-ink data-pressed:bg-soft data-pressed:text-accent-text"
        >
          {item.label}
        </Toggle>
      ))}
    </ToggleGroup>
  )
}
