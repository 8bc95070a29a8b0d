import { ChevronRight } from 'lucide-react'
import type { ReactNode } from 'react'

/** A part of a dialog that is collapsed at first. */
export function Disclosure({ title, children }: { title: string; children: ReactNode }) {
  return (
    <details
      className="group"
      // It opens at the end of a dialog and would be out of view.
      onToggle={({ currentTarget }) => currentTarget.open && currentTarget.scrollIntoView({ block: 'nearest' })}
    >
      <summary className="flex w-fit items-center gap-4 rounded-4 text-ink-2 hover:text-ink">
        <ChevronRight size={14} aria-hidden className="transition-transform duration-100 group-open:rotate-90" />
        {title}
      </summary>
      <div className="mt-8 flex flex-col gap-8 pl-18">{children}</div>
    </details>
  )
}
