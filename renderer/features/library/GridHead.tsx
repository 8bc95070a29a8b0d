import type { Column } from '@tanstack/react-table'
import { ArrowDown, ArrowUp } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import type { Model } from '#shared/contract/library.ts'
import { classes } from '../../ui/index.ts'
import type { ColumnId, features } from './columns.ts'
import { cellClasses, gridColumns } from './ModelRow.tsx'

export const HEAD_HEIGHT = 28

const toTheRight: readonly ColumnId[] = ['params', 'size']

/** The names of the columns; pressed, each orders the list. */
export function GridHead({ columns }: { columns: readonly Column<typeof features, Model>[] }) {
  const { t } = useTranslation()
  return (
    <div
      role="row"
      aria-rowindex={1}
      className={classes(gridColumns, 'sticky top-0 z-1 h-28 border-b border-line bg-panel text-caption text-ink-2')}
    >
      <span role="columnheader" className="sr-only">
        {t('library.column.state')}
      </span>
      <span aria-hidden />
      {columns.map((column) => {
        const id = column.id as ColumnId
        const sorted = column.getIsSorted()
        const Icon = sorted === 'desc' ? ArrowDown : ArrowUp
        return (
          <div
            key={id}
            role="columnheader"
            aria-sort={sorted === false ? 'none' : sorted === 'asc' ? 'ascending' : 'descending'}
            className={cellClasses[id]}
          >
            <button
              type="button"
              onClick={() => column.toggleSorting()}
              className={classes(
                'inline-flex h-22 items-center whitespace-nowrap gap-3 rounded-small -outline-offset-1 hover:text-ink',
                toTheRight.includes(id) && 'flex-row-reverse',
                sorted !== false && 'font-medium text-ink',
              )}
            >
              {t(`library.column.${id}`)}
              {sorted !== false && <Icon size={12} aria-hidden className="shrink-0" />}
            </button>
          </div>
        )
      })}
      <span role="columnheader" className="sr-only">
        {t('library.column.menu')}
      </span>
    </div>
  )
}
