import { Autocomplete } from '@base-ui/react/autocomplete'
import type { ComponentProps, ReactNode } from 'react'
import { inputClasses } from './Field.tsx'

interface SuggestGroup {
  key: string
  label: string
  items: string[]
}

interface SuggestProps {
  value: string
  onValueChange: (value: string) => void
  /** The suggestions that match the value; the caller filters them. */
  groups: readonly SuggestGroup[]
  /** A `SuggestInput` in its `Field`, and a `SuggestList`. */
  children: ReactNode
}

/** A text input with suggestions that stay visible below it. Any text is accepted; the arrow keys reach the suggestions. */
export function Suggest({ value, onValueChange, groups, children }: SuggestProps) {
  return (
    <Autocomplete.Root
      inline
      open
      mode="none"
      // Enter takes the suggestion that the arrow keys reached, not the one under a resting pointer.
      highlightItemOnHover={false}
      items={groups}
      value={value}
      onValueChange={(next) => onValueChange(next)}
    >
      {children}
    </Autocomplete.Root>
  )
}

export function SuggestInput(props: Omit<ComponentProps<typeof Autocomplete.Input>, 'className'>) {
  return (
    <Autocomplete.Input autoComplete="off" spellCheck={false} {...props} className={inputClasses({ mono: true })} />
  )
}

interface SuggestListProps {
  label: string
  onChoose: (item: string) => void
  children: (item: string) => ReactNode
}

export function SuggestList({ label, onChoose, children }: SuggestListProps) {
  return (
    <Autocomplete.List aria-label={label} className="flex flex-col gap-8 empty:hidden">
      {(group: SuggestGroup) => (
        <Autocomplete.Group key={group.key} items={group.items} className="flex flex-wrap gap-4">
          <Autocomplete.GroupLabel className="w-full text-caption text-ink-2">{group.label}</Autocomplete.GroupLabel>
          <Autocomplete.Collection>
            {(item: string) => (
              <Autocomplete.Item
                key={item}
                value={item}
                onClick={() => onChoose(item)}
                className="flex h-24 max-w-full items-center rounded-control border border-line-strong bg-panel px-8 text-caption hover:bg-inset data-highlighted:border-accent data-highlighted:bg-inset"
              >
                {children(item)}
              </Autocomplete.Item>
            )}
          </Autocomplete.Collection>
        </Autocomplete.Group>
      )}
    </Autocomplete.List>
  )
}
