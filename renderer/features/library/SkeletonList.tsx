import { useTranslation } from 'react-i18next'
import { Card, Skeleton } from '../../ui/index.ts'

const widths = [190, 150, 230, 170, 120, 200, 140, 180]

/** Placeholder rows while the list is being read. */
export function SkeletonList() {
  const { t } = useTranslation()
  return (
    <>
      <Skeleton className="h-24 w-170" />
      <Card className="min-h-0 flex-1 overflow-hidden" aria-busy aria-label={t('common.loading')}>
        <div className="h-28 border-b border-line" />
        {widths.map((width) => (
          <div key={width} className="flex h-(--row) items-center gap-10 border-b border-line px-10">
            <span className="pulse size-8 rounded-full bg-track" />
            <span className="flex-1">
              <span className="block" style={{ width }}>
                <Skeleton />
              </span>
            </span>
            <Skeleton className="w-40" />
            <Skeleton className="w-54" />
          </div>
        ))}
      </Card>
    </>
  )
}
