import { useMutation } from '@tanstack/react-query'
import { FolderOpen } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import { useClient } from '../../app/core.tsx'
import { useInfo } from '../../app/data/settings.ts'
import { isWarning, NoticeView } from '../../app/frame/NoticeView.tsx'
import { WhatsNew } from '../../app/release-notes/WhatsNew.tsx'
import { useReport } from '../../app/report.ts'
import { Button, Card, classes, CopyButton } from '../../ui/index.ts'
import { Licenses } from './Licenses.tsx'
import { LogLines } from './LogLines.tsx'
import { Row } from './Row.tsx'

/** Version, data folder, notices and log of Corral. */
export function AboutCorral() {
  const { t } = useTranslation()
  const client = useClient()
  const report = useReport()
  const info = useInfo()
  const openFolder = useMutation({ mutationFn: () => report(client.system.openDataFolder()) })
  if (info === undefined) return null
  return (
    <Card className="w-full max-w-720 divide-y divide-line">
      {info.notices.map((notice) => (
        <NoticeView
          key={notice.id}
          notice={notice}
          className={classes('p-14 first:rounded-t-card', isWarning(notice) ? 'bg-warning-soft' : 'bg-inset')}
        />
      ))}
      <Row id="dataFolder" title={t('settings.dataFolder.title')} text={t('settings.dataFolder.text')}>
        <div className="flex w-full items-center gap-6">
          <code className="selectable min-w-0 flex-1 font-mono text-code wrap-anywhere">{info.dataFolder}</code>
          <CopyButton text={info.dataFolder} label={t('settings.dataFolder.copy')} />
        </div>
        {info.canOpenFolder ? (
          <Button icon={FolderOpen} busy={openFolder.isPending} onClick={() => openFolder.mutate()}>
            {t('settings.dataFolder.open')}
          </Button>
        ) : null}
      </Row>
      <Row id="log" title={t('settings.log.title')} text={t('settings.log.text')}>
        <LogLines />
      </Row>
      <Row id="version" title={t('settings.version')}>
        <span className="selectable figures">{t('settings.versionText', { version: info.version })}</span>
        <WhatsNew />
      </Row>
      <Row id="licenses" title={t('settings.licenses.title')} text={t('settings.licenses.text')}>
        <Licenses />
      </Row>
    </Card>
  )
}
