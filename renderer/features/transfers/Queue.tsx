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
  /** The pointer that holds a handle, and where it was seen last; `null` before it has moved. */
  const held = useRef<{ pointerId: number; at: { y: number; before: string | null } | null } | null>(null)
  const nameOf = (id: string) =>
    cache.getQueryData<readonly Transfer[]>(queryKeys.transfers)?.find((one) => one.id === id)?.name ?? ''
  const move = useMove(hostId, (id, place, count) =>
    setSaid(t('transfers.queue.moved', { name: nameOf(id), place: format.count(place), all: format.count(count) })),
  )
  // It may start while it is dragged.
  const isMove = ({ id, before }: Drag) => ids.includes(id) && !isInPlace(ids, id, before)
  const target = drag && isMove(drag) ? drag : null

  const rows = () => [...(list.current?.children ?? [])]
  /** The row under the pointer, -1 below all. */
  const rowAt = ({ clientY }: PointerEvent) => rows().findIndex((row) => clientY < middleOf(row))
  // A card that starts while it is dragged takes its handle with it, and no event tells.
  const isHeld = ({ currentTarget, pointerId }: PointerEvent<HTMLElement>) => currentTarget.hasPointerCapture(pointerId)
  const follow = (id: string, event: PointerEvent<HTMLElement>) => {
    if (held.current === null || !isHeld(event)) return
    const at = rowAt(event)
    const before = ids[at] ?? null
    held.current.at = { y: event.clientY, before }
    rows().at(at)?.scrollIntoView({ block: 'nearest' })
    setDrag({ id, before })
  }
  const drop = (id: string, event: PointerEvent<HTMLElement>) => {
    if (held.current === null || !isHeld(event)) return
    // Where the line is drawn, unless the pointer was faster.
    const { at } = held.current
    const before = at?.y === event.clientY ? at.before : (ids[rowAt(event)] ?? null)
    if (isMove({ id, before })) move(id, () => before)
  }
  const press = (id: string, event: KeyboardEvent<HTMLElement>) => {
    const { pointerId } = held.current ?? {}
    if (event.key === 'Escape' && pointerId !== undefined && event.currentTarget.hasPointerCapture(pointerId)) {
      event.preventDefault()
      event.currentTarget.releasePointerCapture(pointerId)
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
        if (event.button !== 0) return
        event.currentTarget.setPointerCapture(event.pointerId)
        held.current = { pointerId: event.pointerId, at: null }
      }}
      onPointerMove={(event) => follow(id, event)}
      onPointerUp={(event) => drop(id, event)}
      onLostPointerCapture={() => {
        held.current = null
        setDrag(null)
      }}
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
