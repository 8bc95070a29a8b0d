import { ArrowLeft, ArrowRight, Columns3Cog } from 'lucide-react'
import { memo } from 'react'
import { useTranslation } from 'react-i18next'
import type { LibraryView } from '#shared/contract/library.ts'
import { Button, Checkbox, IconButton, Popover } from '../../ui/index.ts'
import { columnsOf, moved, toggledColumn } from './columns.ts'
import { useUpdateOf } from '../updates/state.ts'
import { useFits } from './fits.ts'

interface ColumnsButtonProps {
  hostId: string
  view: LibraryView
  onChange: (change: Pick<LibraryView, 'columns'>) => void
}

/** A menu to show, hide and reorder columns. */
export const ColumnsButton = memo(function ColumnsButton({ hostId, view, onChange }: ColumnsButtonProps) {
  const { t } = useTranslation()
  const columns = columnsOf(view.columns)
  const lacksFits = useFits(({ fitOf }) => fitOf === null)
  const lacksUpdates = useUpdateOf(hostId) === null
  const shown = columns.filter((column) => column.shown)
  return (
    <Popover
      title={t('library.columns.title')}
      trigger={<IconButton icon={Columns3Cog} label={t('library.columns.title')} />}
      className="w-250"
    >
      <ul className="mt-8 flex flex-col">
        {columns.map((column) => {
          const { id } = column
          const name = t(`library.column.${id}`)
          return (
            <li key={id} className="flex h-28 items-center gap-4">
              <span className="min-w-0 flex-1">
                <Checkbox
                  checked={column.shown}
                  onCheckedChange={() => onChange({ columns: toggledColumn(columns, id) })}
                >
                  {name}
                </Checkbox>
              </span>
              {column.shown && (
                <>
                  <IconButton
                    icon={ArrowLeft}
                    label={t('library.columns.left', { name })}
                    disabled={column === shown[0]}
                    onClick={() => onChange({ columns: moved(columns, id, -1) })}
                  />
                  <IconButton
                    icon={ArrowRight}
                    label={t('library.columns.right', { name })}
                    disabled={column === shown.at(-1)}
                    onClick={() => onChange({ columns: moved(columns, id, 1) })}
                  />
                </>
              )}
            </li>
          )
        })}
      </ul>
      {lacksFits && shown.some(({ id }) => id === 'fits') && (
        <p className="mt-8 text-caption text-ink-2">{t('library.fit.unknown')}</p>
      )}
      {lacksUpdates && shown.some(({ id }) => id === 'update') && (
        <p className="mt-8 text-caption text-ink-2">{t('library.update.unknown')}</p>
      )}
      <p className="mt-8 text-caption text-ink-2">{t('library.columns.hint')}</p>
      <Button className="mt-8" onClick={() => onChange({ columns: [] })}>
        {t('library.columns.reset')}
      </Button>
    </Popover>
  )
})
