import { Tabs as Base } from '@base-ui/react/tabs'
import { ChevronsRight } from 'lucide-react'
import { useLayoutEffect, useRef, useState, type ReactNode } from 'react'
import { classes } from './classes.ts'
import { fittingTabs } from './fitting-tabs.ts'
import { IconButton } from './IconButton.tsx'
import { Menu } from './Menu.tsx'

interface TabsProps<Value extends string> {
  label: string
  /** Label of the menu of the tabs for which there is no room. */
  moreLabel: string
  value: Value
  onValueChange: (value: Value) => void
  tabs: readonly { value: Value; label: string; disabled?: boolean }[]
  /** `TabPanel`s. */
  children: ReactNode
  className?: string
  listClassName?: string
}

/** Width of the menu with its margin, in pixels. */
const MENU = 34

/** Tabs in one row. Those without room are in a menu; the arrow keys reach all, as the focused one is shown, too. */
export function Tabs<Value extends string>(props: TabsProps<Value>) {
  const { label, moreLabel, value, onValueChange, tabs, children, className, listClassName } = props
  const [focused, setFocused] = useState<Value | null>(null)
  const row = useRef<HTMLDivElement>(null)
  const { widths, room } = useWidths(row, tabs.map((tab) => tab.label).join('\n'))
  const needed = tabs.flatMap((tab, at) => (tab.value === value || tab.value === focused ? [at] : []))
  const fits = new Set(fittingTabs(widths, room, MENU, needed))
  const others = tabs.filter((_, at) => widths.length > 0 && !fits.has(at))
  return (
    <Base.Root
      value={value}
      onValueChange={(next: Value) => onValueChange(next)}
      className={classes('flex min-h-0 flex-col', className)}
    >
      <div ref={row} className={classes('flex shrink-0 border-b border-line', listClassName)}>
        <Base.List aria-label={label} className="relative flex min-w-0 flex-1">
          {tabs.map((tab) => (
            <Base.Tab
              key={tab.value}
              value={tab.value}
              disabled={tab.disabled ?? false}
              onFocus={() => setFocused(tab.value)}
              onBlur={() => setFocused(null)}
              className={classes(
                '-mb-1 h-34 shrink-0 border-b-2 border-transparent px-9 font-medium whitespace-nowrap text-ink-2 -outline-offset-2 hover:text-ink data-active:border-accent data-active:text-ink data-disabled:opacity-50',
                others.includes(tab) && 'pointer-events-none absolute [clip-path:inset(50%)]',
              )}
            >
              {tab.label}
            </Base.Tab>
          ))}
        </Base.List>
        {others.length > 0 && (
          <Menu
            align="end"
            trigger={<IconButton icon={ChevronsRight} label={moreLabel} className="my-3 ml-auto" />}
            entries={others.map((tab) => ({
              label: tab.label,
              disabled: tab.disabled ?? false,
              onSelect: () => onValueChange(tab.value),
            }))}
          />
        )}
      </div>
      {children}
    </Base.Root>
  )
}

interface Measured {
  /** The tabs that were measured. */
  labels: string
  /** Empty before they are measured. */
  widths: readonly number[]
  room: number
}

/** The width of each tab and of their row, in pixels. */
function useWidths(row: { current: HTMLElement | null }, labels: string): Measured {
  const none = { labels, widths: [], room: 0 }
  const [measured, setMeasured] = useState<Measured>(none)
  useLayoutEffect(() => {
    const element = row.current
    if (!element) return undefined
    const tabs = [...element.querySelectorAll('[role=tab]')]
    const measure = () => {
      const { paddingLeft, paddingRight } = getComputedStyle(element)
      const room = element.clientWidth - parseFloat(paddingLeft) - parseFloat(paddingRight)
      setMeasured({ labels, widths: tabs.map((tab) => tab.getBoundingClientRect().width), room })
    }
    measure()
    const resized = new ResizeObserver(measure)
    for (const one of [element, ...tabs]) resized.observe(one)
    return () => resized.disconnect()
  }, [row, labels])
  return measured.labels === labels ? measured : none
}

/** Scrolls on its own; mounted only while its tab is active. */
export function TabPanel({ value, className, children }: { value: string; className?: string; children: ReactNode }) {
  return (
    <Base.Panel value={value} className={classes('min-h-0 flex-1 overflow-y-auto -outline-offset-2', className)}>
      {children}
    </Base.Panel>
  )
}
