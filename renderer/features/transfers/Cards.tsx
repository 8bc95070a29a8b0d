import type { ReactNode } from 'react'
import { TransferCard } from './TransferCard.tsx'

export function Cards({ ids }: { ids: readonly string[] }) {
  return (
    <ul className="contents">
      {ids.map((id) => (
        <li key={id}>
          <TransferCard id={id} />
        </li>
      ))}
    </ul>
  )
}

/** A section of the page; `aside` stands beside the heading, or below it in a narrow window. */
export function Section({ title, aside, children }: { title: string; aside?: ReactNode; children: ReactNode }) {
  return (
    <section aria-label={title} className="flex flex-col gap-10 not-first:pt-6">
      <div className="flex min-h-28 flex-wrap items-center gap-x-10 gap-y-6">
        <h2 className="font-semibold text-ink-2">{title}</h2>
        {aside}
      </div>
      {children}
    </section>
  )
}
