import { Tooltip as Base } from '@base-ui/react/tooltip'
import type { ReactElement } from 'react'
import { Kbd } from './Kbd.tsx'

/** A hint shown on hover or focus. It may repeat or explain, but must not be the only place of a fact. */
export function Tooltip({ text, shortcut, children }: { text: string; shortcut?: string; children: ReactElement }) {
  return (
    <Base.Root>
      <Base.Trigger render={children} />
      <Base.Portal>
        <Base.Positioner sideOffset={6} collisionPadding={6} className="z-50">
          <Base.Popup className="flex max-w-320 items-center gap-8 rounded-control bg-ink px-8 py-4 text-caption text-panel shadow-popup transition-opacity duration-100 data-ending-style:opacity-0 data-starting-style:opacity-0">
            {text}
            {shortcut === undefined ? null : <Kbd shortcut={shortcut} plain />}
          </Base.Popup>
        </Base.Positioner>
      </Base.Portal>
    </Base.Root>
  )
}
