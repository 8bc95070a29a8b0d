import { useMutation } from '@tanstack/react-query'
import { FolderOpen, X } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import { Button, CopyButton, IconButton } from '../../ui/index.ts'
import { useClient } from '../core.tsx'
import { useInfo } from '../data/settings.ts'
import { useReport } from '../report.ts'
import { NoticeView } from './NoticeView.tsx'

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
  return (
    <section
      aria-label={t('notices.label')}
      className="flex max-h-[40%] shrink-0 flex-col border-b border-line bg-warning-soft"
    >
      <ul role="status" className="flex min-h-0 flex-col gap-8 overflow-y-auto px-18 py-10">
        {notices.map((notice) => (
          <li key={notice.id}>
            <NoticeView notice={notice} />
          </li>
        ))}
      </ul>
      <div className="flex items-center gap-6 border-t border-line px-18 py-4 text-ink-2">
        <span className="shrink-0">{t('notices.folder')}</span>
        <code className="selectable min-w-0 truncate font-mono text-code">{info.dataFolder}</code>
        <CopyButton text={info.dataFolder} label={t('notices.copyPath')} />
        {info.canOpenFolder ? (
          <Button icon={FolderOpen} busy={openFolder.isPending} onClick={() => openFolder.mutate()}>
            {t('notices.openFolder')}
          </Button>
        ) : null}
        <IconButton
          icon={X}
          label={t('notices.dismiss')}
          className="ml-auto"
          onClick={() => hide.mutate(notices.map(({ id }) => id))}
        />
      </div>
    </section>
  )
}
