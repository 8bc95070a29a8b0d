import type { LibraryView, Model } from '#shared/contract/library.ts'
import { parameterCount } from '#shared/domain/parameter-count.ts'
import { naturalKey, quantizationBits } from '#shared/domain/sorting.ts'
import { updateStates, type UpdateOf } from '../updates/state.ts'
import { fits, type FitOf } from './fits.ts'

/** All columns beside the name, the most important first: in a narrow list the last ones are hidden. */
export const columnIds = [
  'size',
  'params',
  'quant',
  'update',
  'fits',
  'modified',
  'context',
  'family',
  'embedding',
  'format',
  'capabilities',
  'digest',
] as const
export type ColumnId = (typeof columnIds)[number]
export type SortId = 'name' | ColumnId

interface ColumnKind {
  /** Default width in pixels; fits the longest content of the column in both languages. */
  width: number
  figures: boolean
  /** The value to sort by; `null` if unknown, which comes last in both directions. */
  value: (model: Model, fitOf: FitOf, updateOf: UpdateOf) => number | string | null
}

const text = (text: string) => (text === '' ? null : naturalKey(text))

export const columnKinds: Record<ColumnId, ColumnKind> = {
  size: { width: 72, figures: true, value: ({ size }) => size },
  params: { width: 70, figures: true, value: ({ details }) => parameterCount(details.parameterSize) },
  quant: { width: 80, figures: false, value: ({ details }) => quantizationBits(details.quantization) },
  fits: {
    width: 96,
    figures: false,
    value(model, fitOf) {
      const fit = fitOf(model)
      return fit && fits.indexOf(fit)
    },
  },
  update: {
    width: 112,
    figures: false,
    value(model, _, updateOf) {
      const state = updateOf(model)
      return state && updateStates.indexOf(state)
    },
  },
  modified: { width: 110, figures: false, value: ({ modifiedAt }) => modifiedAt },
  context: { width: 82, figures: true, value: ({ details }) => details.contextLength },
  family: { width: 90, figures: false, value: ({ details }) => text(details.family) },
  embedding: { width: 82, figures: true, value: ({ details }) => details.embeddingLength },
  format: { width: 86, figures: false, value: ({ details }) => text(details.format) },
  capabilities: {
    width: 150,
    figures: false,
    value: ({ capabilities }) => text([...(capabilities ?? [])].sort().join(' ')),
  },
  digest: { width: 108, figures: false, value: ({ digest }) => digest },
}

/** Whether the first sort is descending: figures and dates begin with the largest and the newest. */
export const descendsFirst = (id: SortId) =>
  id === 'modified' || (id !== 'name' && id !== 'quant' && columnKinds[id].figures)

const firstOrder: readonly ColumnId[] = [
  'family',
  'params',
  'quant',
  'context',
  'embedding',
  'format',
  'capabilities',
  'size',
  'fits',
  'update',
  'modified',
  'digest',
]
const shownAtFirst: readonly ColumnId[] = ['params', 'quant', 'size', 'fits', 'update', 'modified']

export interface Column {
  id: ColumnId
  width: number
  shown: boolean
}

const isColumn = (id: string): id is ColumnId => (columnIds as readonly string[]).includes(id)
const isSort = (id: string): id is SortId => id === 'name' || isColumn(id)

/** All columns from left to right: as saved, and those missing in the saved view at their default position. */
export function columnsOf(saved: LibraryView['columns']): Column[] {
  const all = firstOrder.map((id) => ({ id, width: columnKinds[id].width, shown: shownAtFirst.includes(id) }))
  return merged(
    saved.flatMap(({ id, ...rest }) => (isColumn(id) ? [{ id, ...rest }] : [])),
    all,
  )
}

/** `columns`, and those of `all` that they lack, each after the one that is before it there. */
export function merged(columns: readonly Column[], all: readonly Column[]): Column[] {
  const whole = [...columns]
  for (const [at, column] of all.entries()) {
    if (whole.some(({ id }) => id === column.id)) continue
    const before = whole.findIndex(({ id }) => id === all[at - 1]?.id)
    whole.splice(before + 1, 0, column)
  }
  return whole
}

export function sortOf({ sort }: Pick<LibraryView, 'sort'>): { id: SortId; desc: boolean } {
  return { id: isSort(sort.column) ? sort.column : 'name', desc: sort.desc }
}

/** Width of icons, menu button and the narrowest name, in pixels. */
const FIXED = 28 + 26 + 220

/** Width of the name beyond which a row would be hard to follow to its figures, in pixels. */
const NAME_MOST = 560

/** The columns for CSS: icons, name, the shown columns, the menu button, and what a wide list has left. */
export function gridTemplate(columns: readonly Column[]): string {
  const widths = columns.map(({ width }) => `${width}px`)
  return ['28px', `minmax(0,${NAME_MOST}px)`, ...widths, '26px', 'minmax(0,1fr)'].join(' ')
}

/** The shown columns that fit into a list of that width. */
export function fitting(columns: readonly Column[], width: number): Column[] {
  let room = width - FIXED
  const fits = new Set<ColumnId>()
  for (const id of columnIds) {
    const column = columns.find((column) => column.id === id)
    if (!column?.shown) continue
    room -= column.width
    if (room < 0) break
    fits.add(id)
  }
  return columns.filter(({ id }) => fits.has(id))
}

/** Moves a column by a number of positions among the shown ones. */
export function moved(columns: readonly Column[], id: ColumnId, by: number): Column[] {
  const shown = columns.filter((column) => column.shown)
  const from = shown.findIndex((column) => column.id === id)
  const target = shown[Math.max(0, Math.min(shown.length - 1, from + by))]
  const column = shown[from]
  if (!column || !target || target === column) return [...columns]
  const rest = columns.filter((other) => other !== column)
  rest.splice(rest.indexOf(target) + (by > 0 ? 1 : 0), 0, column)
  return rest
}

/** Number of columns of which a column dragged by `dx` pixels has passed more than half the width. */
export function placesMoved(columns: readonly Column[], id: ColumnId, dx: number): number {
  const way = dx < 0 ? -1 : 1
  let at = columns.findIndex((column) => column.id === id) + way
  let left = Math.abs(dx)
  let places = 0
  for (let next = columns[at]; next && left > next.width / 2; next = columns[(at += way)]) {
    left -= next.width
    places += way
  }
  return places
}

const LEAST = 44
const MOST = 400

export function resized(columns: readonly Column[], id: ColumnId, width: number): Column[] {
  const bounded = Math.round(Math.max(LEAST, Math.min(MOST, width)))
  return columns.map((column) => (column.id === id ? { ...column, width: bounded } : column))
}

export function toggledColumn(columns: readonly Column[], id: ColumnId): Column[] {
  return columns.map((column) => (column.id === id ? { ...column, shown: !column.shown } : column))
}
