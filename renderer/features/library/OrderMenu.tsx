import { ArrowDownAZ } from 'lucide-react'
import { memo } from 'react'
import { useTranslation } from 'react-i18next'
import type { LibraryView } from '#shared/contract/library.ts'
import { IconButton, Menu } from '../../ui/index.ts'
import { columnIds, descendsFirst, sortOf } from './columns.ts'

interface OrderMenuProps {
  view: LibraryView
  onChange: (change: Partial<LibraryView>) => void
}

/** Menu for sorting by any column, shown or not, and for grouping. */
export const OrderMenu = memo(function OrderMenu({ view, onChange }: OrderMenuProps) {
  const { t } = useTranslation()
  const sort = sortOf(view)
  return (
    <Menu
      align="end"
      trigger={<IconButton icon={ArrowDownAZ} label={t('library.sort')} />}
      entries={[
        { heading: t('library.sortBy') },
        ...(['name', ...columnIds] as const).map((id) => ({
          label: t(`library.column.${id}`),
          checked: sort.id === id,
          onSelect: () => onChange({ sort: { column: id, desc: descendsFirst(id) } }),
        })),
        'line' as const,
        ...[false, true].map((desc) => ({
          label: t(desc ? 'library.descending' : 'library.ascending'),
          checked: sort.desc === desc,
          onSelect: () => onChange({ sort: { column: sort.id, desc } }),
        })),
        'line' as const,
        { heading: t('library.groupBy') },
        ...(['none', 'family', 'weights'] as const).map((group) => ({
          label: t(`library.groups.${group}`),
          checked: view.group === group,
          onSelect: () => onChange({ group }),
        })),
      ]}
    />
  )
})
