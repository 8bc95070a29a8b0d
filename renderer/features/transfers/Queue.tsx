import { useQueryClient } from '@tanstack/react-query'
import { GripVertical } from 'lucide-react'
import { useRef, useState, type KeyboardEvent, type PointerEvent } from 'react'
import { useTranslation } from 'react-i18next'
import type { Transfer } from '#shared/contract/transfers.ts'
import { useFormat } from '../../app/i18n.ts'
import { queryKeys } from '../../app/query-keys.ts'
import { IconButton } from '../../ui/index.ts'
import { beforeOf, isInPlace, type HostQueue, type Step } from './sections.ts'
import { TransferCard } from './TransferCard.tsx'
import { useMove } from './use-move.ts'

const steps: Readonly<Record<string, Step>> = { ArrowUp: 'up', ArrowDown: 'down', Home: 'first', End: 'last' }

interface Drag {
  id: string
  pointerId: number
  /** The transfer it goes before when dropped now; `null` for the end. */
  before: string | null
}

/** Queued and paused transfers of a host. Their handles change the order, by pointer or by keys. */
export function Queue({ hostId, ids }: HostQueue) {
  const { t } = useTranslation()
  const format = useFormat()
  const cache = useQueryClient()
  const list = useRef<HTMLUListElement>(null)
  const [said, setSaid] = useState('')
  const [drag, setDrag] = useState<Drag | null>(null)
  const nameOf = (id: string) =>
    cache.getQueryData<readonly Transfer[]>(queryKeys.transfers)?.find((one) => one.id === id)?.name ?? ''
  const move = useMove(hostId, (id, place, count) =>
    setSaid(t('transfers.queue.moved', { name: nameOf(id), place: format.count(place), all: format.count(count) })),
  )
  // It may start while it is dragged.
  const target = drag && ids.includes(drag.id) && !isInPlace(ids, drag.id, drag.before) ? drag : null

  const follow = (id: string, event: PointerEvent<HTMLElement>) => {
    if (!event.currentTarget.hasPointerCapture(event.pointerId)) return
    const rows = [...(list.current?.children ?? [])]
    const at = rows.findIndex((row) => event.clientY < middleOf(row))
    rows.at(at)?.scrollIntoView({ block: 'nearest' })
    setDrag({ id, pointerId: event.pointerId, before: ids[at] ?? null })
  }
  const press = (id: string, event: KeyboardEvent<HTMLElement>) => {
    if (event.key === 'Escape' && drag !== null) {
      event.preventDefault()
      event.currentTarget.releasePointerCapture(drag.pointerId)
    }
    const step = steps[event.key]
    if (step === undefined) return
    event.preventDefault()
    move(id, (queue) => beforeOf(queue, id, step))
  }
  const handle = (id: string) => (
    <IconButton
      icon={GripVertical}
      label={t('transfers.queue.move', { name: nameOf(id) })}
      aria-keyshortcuts="ArrowUp ArrowDown Home End"
      className="-mx-6 cursor-grab touch-none active:cursor-grabbing"
      onKeyDown={(event) => press(id, event)}
      onPointerDown={(event) => {
        if (event.button === 0) event.currentTarget.setPointerCapture(event.pointerId)
      }}
      onPointerMove={(event) => follow(id, event)}
      onPointerUp={() => {
        if (target) move(id, () => target.before)
      }}
      onLostPointerCapture={() => setDrag(null)}
    />
  )
  return (
    <>
      <ul ref={list} className="flex flex-col gap-10">
        {ids.map((id, at) => (
          <li key={id} className="relative">
            {target?.before === id && <DropLine className="-top-6" />}
            <div className={target?.id === id ? 'opacity-50' : ''}>
              <TransferCard id={id} {...(ids.length > 1 ? { handle: handle(id) } : {})} />
            </div>
            {target?.before === null && at === ids.length - 1 && <DropLine className="-bottom-6" />}
          </li>
        ))}
      </ul>
      <div role="status" className="sr-only">
        {said}
      </div>
    </>
  )
}

function middleOf(row: Element): number {
  const { top, height } = row.getBoundingClientRect()
  return top + height / 2
}

function DropLine({ className }: { className: string }) {
  return <span aria-hidden className={`graphic absolute inset-x-0 h-2 rounded-small bg-accent ${className}`} />
}
