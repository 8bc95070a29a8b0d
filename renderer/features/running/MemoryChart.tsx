import { useEffect, useRef } from 'react'
import type { MemoryInUse } from '#shared/contract/memory.ts'
import type { MemorySpan } from '#shared/contract/running.ts'
import { useFormat } from '../../app/i18n.ts'
import { openMemoryChart, type MemoryChart as Chart } from './memory-chart.ts'

interface MemoryChartProps {
  /** Description for screen readers. */
  label: string
  spans: readonly MemorySpan[]
  inUse: readonly MemoryInUse[]
  now: number
  /** Length of the time axis, in milliseconds before `now`. */
  length: number
  onPoint: (time: number | null) => void
}

/** Reads colours and texts when it is mounted: give it a key that changes with theme and language. */
export function MemoryChart({ label, spans, inUse, now, length, onPoint }: MemoryChartProps) {
  const element = useRef<HTMLDivElement>(null)
  const chart = useRef<Chart | null>(null)
  const format = useFormat()
  useEffect(() => {
    if (element.current === null) return undefined
    const opened = openMemoryChart(element.current, format, onPoint)
    chart.current = opened
    return () => opened.close()
  }, [format, onPoint])
  useEffect(() => chart.current?.show(spans, inUse, now, length), [spans, inUse, now, length])
  return <div ref={element} role="img" aria-label={label} className="h-132 min-w-0 overflow-hidden" />
}
