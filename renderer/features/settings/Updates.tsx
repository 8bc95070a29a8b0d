import { useMutation } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import type { Update } from '#shared/contract/desktop.ts'
import { useClient } from '../../app/core.tsx'
import { useFormat } from '../../app/i18n.ts'
import { useReport } from '../../app/report.ts'
import { Button, Checkbox } from '../../ui/index.ts'

interface UpdatesProps {
  update: Update
  allowed: boolean
  onAllow: (allowed: boolean) => void
}

/** Where updates come from. If Corral may check for them, the user starts each step. */
export function Updates({ update, allowed, onAllow }: UpdatesProps) {
  const { t } = useTranslation()
  const client = useClient()
  const report = useReport()
  const check = useMutation({ mutationFn: () => report(client.desktop.checkForUpdate()) })
  const download = useMutation({ mutationFn: () => report(client.desktop.downloadUpdate()) })
  const install = useMutation({ mutationFn: () => report(client.desktop.installUpdate()) })
  if (update.way !== 'corral') return <p className="text-ink-2">{t(`desktop.set.updates.${update.way}`)}</p>
  return (
    <>
      <Checkbox checked={allowed} onCheckedChange={onAllow}>
        {t('desktop.set.updates.allow')}
      </Checkbox>
      <p className="text-caption text-ink-2">{t('desktop.set.updates.text')}</p>
      <div className="flex items-center gap-8">
        {update.phase === 'available' || update.phase === 'downloading' ? (
          <Button variant="primary" busy={update.phase === 'downloading'} onClick={() => download.mutate()}>
            {t('desktop.set.updates.download')}
          </Button>
        ) : update.phase === 'ready' ? (
          <Button variant="primary" busy={install.isPending} onClick={() => install.mutate()}>
            {t('desktop.set.updates.install')}
          </Button>
        ) : (
          <Button busy={update.phase === 'checking'} onClick={() => check.mutate()}>
            {t('desktop.set.updates.check')}
          </Button>
        )}
        <Phase update={update} />
      </div>
    </>
  )
}

function Phase({ update: { phase, version, share, detail } }: { update: Update }) {
  const { t } = useTranslation()
  const format = useFormat()
  const text =
    phase === 'idle'
      ? null
      : t(`desktop.set.updates.${phase}`, {
          version: version ?? '',
          share: format.progress(share ?? 0),
          detail: detail ?? '',
        })
  return (
    <span role="status" className={phase === 'failed' ? 'text-bad' : 'figures text-ink-2'}>
      {text}
    </span>
  )
}
