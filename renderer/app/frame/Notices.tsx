import { useMutation } from '@tanstack/react-query'
import { FolderOpen, X } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import { Button, classes, CopyButton, IconButton } from '../../ui/index.ts'
import { useClient } from '../core.tsx'
import { useInfo } from '../data/settings.ts'
import { useReport } from '../report.ts'
import { isWarning, NoticeView } from './NoticeView.tsx'

/** Shows above every page what Corral could not read or save and where the copies are, until the user hides it. */
export function Notices() {
  const { t } = useTranslation()
  const client = useClient()
  const report = useReport()
  const info = useInfo()
  const openFolder = useMutation({ mutationFn: () => report(client.system.openDataFolder()) })
  const hide = useMutation({
    mutationFn: (ids: string[]) => report(client.system.hideNotices({ ids })),
  })
  // Notices with a decision to make come first.
  const notices = (info?.notices ?? [])
    .filter(({ hidden }) => !hidden)
    .sort((a, b) => Number(b.decidable) - Number(a.decidable))
  if (info === undefined || notices.length === 0) return null
  const isOfFiles = notices.some(({ params, kept }) => kept !== null || 'file' in params)
  const dismiss = (
    <IconButton
      icon={X}
      label={t('notices.dismiss')}
      className="ml-auto"
      onClick={() => hide.mutate(notices.map(({ id }) => id))}
    />
  )
  return (
    <section
      aria-label={t('notices.label')}
      className={classes(
        'flex max-h-[40%] shrink-0 border-b border-line',
        isOfFiles ? 'flex-col' : 'items-start pr-18',
        notices.some(isWarning) ? 'bg-warning-soft' : 'bg-inset',
      )}
    >
      <ul role="status" className="flex max-h-full min-h-0 flex-1 flex-col gap-8 overflow-y-auto px-18 py-10">
        {notices.map((notice) => (
          <li key={notice.id}>
            <NoticeView notice={notice} />
          </li>
        ))}
      </ul>
      {isOfFiles ? (
        <div className="flex items-center gap-6 border-t border-line px-18 py-4 text-ink-2">
          <span className="shrink-0">{t('notices.folder')}</span>
          <code className="selectable min-w-0 truncate font-mono text-code">{info.dataFolder}</code>
          <CopyButton text={info.dataFolder} label={t('notices.copyPath')} />
          {info.canOpenFolder ? (
            <Button icon={FolderOpen} busy={openFolder.isPending} onClick={() => openFolder.mutate()}>
              {t('notices.openFolder')}
            </Button>
          ) : null}
          {dismiss}
        </div>
      ) : (
        <div className="py-6">{dismiss}</div>
      )}
    </section>
  )
}
