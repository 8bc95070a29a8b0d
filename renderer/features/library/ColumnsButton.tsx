import { ArrowLeft, ArrowRight, Columns3Cog } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import { Button, Checkbox, IconButton, Popover } from '../../ui/index.ts'
import { columnsOf, moved, toggledColumn, type Column } from './columns.ts'

interface ColumnsButtonProps {
  columns: readonly Column[]
  onChange: (columns: Column[]) => void
}

/** Which columns there are, and in which order. */
export function ColumnsButton({ columns, onChange }: ColumnsButtonProps) {
  const { t } = useTranslation()
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
                <Checkbox checked={column.shown} onCheckedChange={() => onChange(toggledColumn(columns, id))}>
                  {name}
                </Checkbox>
              </span>
              {column.shown && (
                <>
                  <IconButton
                    icon={ArrowLeft}
                    label={t('library.columns.left', { name })}
                    disabled={column === shown[0]}
                    onClick={() => onChange(moved(columns, id, -1))}
                  />
                  <IconButton
                    icon={ArrowRight}
                    label={t('library.columns.right', { name })}
                    disabled={column === shown.at(-1)}
                    onClick={() => onChange(moved(columns, id, 1))}
                  />
                </>
              )}
            </li>
          )
        })}
      </ul>
      <p className="mt-8 text-caption text-ink-2">{t('library.columns.hint')}</p>
      <Button className="mt-8" onClick={() => onChange(columnsOf([]))}>
        {t('library.columns.reset')}
      </Button>
    </Popover>
  )
}
