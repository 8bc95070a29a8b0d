import { Tabs as Base } from '@base-ui/react/tabs'
import type { ReactNode } from 'react'
import { classes } from './classes.ts'

interface TabsProps<Value extends string> {
  label: string
  value: Value
  onValueChange: (value: Value) => void
  tabs: readonly { value: Value; label: string; disabled?: boolean }[]
  /** `TabPanel`s. */
  children: ReactNode
  className?: string
  listClassName?: string
}

export function Tabs<Value extends string>(props: TabsProps<Value>) {
  const { label, value, onValueChange, tabs, children, className, listClassName } = props
  return (
    <Base.Root
      value={value}
      onValueChange={(next: Value) => onValueChange(next)}
      className={classes('flex min-h-0 flex-col', className)}
    >
      <Base.List
        aria-label={label}
        // Centred, so that the neighbouring tabs stay visible in a narrow window.
        onClick={({ target }) => {
          if (target instanceof HTMLElement) target.scrollIntoView({ block: 'nearest', inline: 'center' })
        }}
        className={classes(
          'base-ui-disable-scrollbar relative flex shrink-0 scroll-px-40 overflow-x-auto border-b border-line',
          listClassName,
        )}
      >
        {tabs.map((tab) => (
          <Base.Tab
            key={tab.value}
            value={tab.value}
            disabled={tab.disabled ?? false}
            className="-mb-1 h-34 shrink-0 border-b-2 border-transparent px-9 font-medium whitespace-nowrap text-ink-2 -outline-offset-2 hover:text-ink data-active:border-accent data-active:text-ink data-disabled:opacity-50"
          >
            {tab.label}
          </Base.Tab>
        ))}
      </Base.List>
      {children}
    </Base.Root>
  )
}

/** Scrolls on its own; mounted only while its tab is active. */
export function TabPanel({ value, className, children }: { value: string; className?: string; children: ReactNode }) {
  return (
    <Base.Panel value={value} className={classes('min-h-0 flex-1 overflow-y-auto -outline-offset-2', className)}>
      {children}
    </Base.Panel>
  )
}
