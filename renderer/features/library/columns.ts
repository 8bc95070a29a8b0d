import {
  createColumnHelper,
  createSortedRowModel,
  rowSortingFeature,
  tableFeatures,
  type Row,
  type SortingState,
} from '@tanstack/react-table'
import type { Model } from '#shared/contract/library.ts'
import { naturalCompare, parameterCount, quantizationBits } from '#shared/domain/sorting.ts'

export const features = tableFeatures({ rowSortingFeature, sortedRowModel: createSortedRowModel() })

type ModelRow = Row<typeof features, Model>

const helper = createColumnHelper<typeof features, Model>()

const byNumber = (a: ModelRow, b: ModelRow, column: string) => a.getValue<number>(column) - b.getValue<number>(column)

/** Columns by which the list can be ordered; a value that is not known comes last in either direction. */
export const columns = helper.columns([
  helper.accessor('name', { sortFn: (a, b) => naturalCompare(a.original.name, b.original.name) }),
  helper.accessor(({ details }) => parameterCount(details.parameterSize) ?? undefined, {
    id: 'params',
    sortFn: byNumber,
    sortUndefined: 'last',
    sortDescFirst: true,
  }),
  helper.accessor(({ details }) => quantizationBits(details.quantization) ?? undefined, {
    id: 'quant',
    sortFn: byNumber,
    sortUndefined: 'last',
  }),
  helper.accessor('size', { sortFn: byNumber, sortDescFirst: true }),
  helper.accessor('modifiedAt', { id: 'modified', sortFn: byNumber, sortDescFirst: true }),
])

export const columnIds = ['name', 'params', 'quant', 'size', 'modified'] as const
export type ColumnId = (typeof columnIds)[number]

export const firstSorting: SortingState = [{ id: 'name', desc: false }]

/**
 * The models by name. Given in this order, equal rows keep it whatever column they are sorted by; the
 * server's own order changes between calls.
 */
export function byName(models: readonly Model[]): Model[] {
  return [...models].sort((a, b) => naturalCompare(a.name, b.name))
}

/** A number of parameters to three figures, as there is room for in a column: `566.70M` is `567M`. */
export function shortCount(text: string): string {
  const match = /^(\d+\.\d+)([KMBT])$/.exec(text)
  if (!match) return text
  const figure = Number(match[1])
  return `${figure.toFixed(figure < 99.95 ? 1 : 0)}${match[2]}`
}
