import { Suspense, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Button, Dialog, Skeleton } from '../../ui/index.ts'
import { lazyComponent } from '../lazy-component.tsx'

const ReleaseNotes = lazyComponent(async () => (await import('./ReleaseNotes.tsx')).ReleaseNotes)

/** A button that shows what is new in this version. */
export function WhatsNew() {
  const { t } = useTranslation()
  const [isOpen, setOpen] = useState(false)
  return (
    <>
      <Button onClick={() => setOpen(true)}>{t('settings.releaseNotes.show')}</Button>
      <Dialog open={isOpen} onOpenChange={setOpen} title={t('settings.releaseNotes.title')}>
        <Suspense fallback={<Skeleton className="h-120 w-full" />}>
          <ReleaseNotes />
        </Suspense>
      </Dialog>
    </>
  )
}
