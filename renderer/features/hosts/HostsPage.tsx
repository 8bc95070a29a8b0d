import { FlaskConical, Plus } from 'lucide-react'
import { useMutation } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import type { Host } from '#shared/contract/hosts.ts'
import { useCardFocus } from '../../app/card-focus.ts'
import { useClient } from '../../app/core.tsx'
import { useHosts } from '../../app/data/hosts.ts'
import { useFormat } from '../../app/i18n.ts'
import { useReport } from '../../app/report.ts'
import { Button, Card, Page, PageHeader, useAsked } from '../../ui/index.ts'
import { useHostDialog } from './dialog.ts'
import { ForgetDialog } from './ForgetDialog.tsx'
import { HostCard } from './HostCard.tsx'

/** All known servers with their state and features, and which one the other pages show. */
export function HostsPage() {
  const { t } = useTranslation()
  const format = useFormat()
  const state = useHosts()
  const openDialog = useHostDialog((dialog) => dialog.open)
  const list = useCardFocus()
  const removing = useAsked<Host>()
  const hosts = state?.hosts ?? []
  const up = hosts.filter(({ reach }) => reach === 'up').length
  return (
    <Page>
      <PageHeader
        title={t('hosts.title')}
        subtitle={t('hosts.subtitle', { count: hosts.length, value: format.count(hosts.length), up: format.count(up) })}
        actions={
          <Button variant="primary" icon={Plus} onClick={() => openDialog('add')}>
            {t('hosts.add')}
          </Button>
        }
      />
      <ul
        ref={list}
        tabIndex={-1}
        className="-m-4 flex min-h-0 flex-1 flex-col gap-10 overflow-y-auto p-4 -outline-offset-2"
      >
        {hosts.map((host) => (
          <li key={host.id}>
            <HostCard
              host={host}
              isCurrent={host.id === state?.currentId}
              isDefault={host.id === state?.defaultId}
              onRemove={() => removing.ask(host)}
            />
          </li>
        ))}
        {hosts.some(({ kind }) => kind === 'sandbox') ? null : (
          <li>
            <SandboxCard />
          </li>
        )}
      </ul>
      <ForgetDialog key={removing.turn} host={removing.about} open={removing.isOpen} close={removing.close} />
    </Page>
  )
}

function SandboxCard() {
  const { t } = useTranslation()
  const client = useClient()
  const report = useReport()
  const open = useMutation({ mutationFn: () => report(client.hosts.openSandbox()) })
  return (
    <Card className="flex items-center gap-12 border-dashed bg-transparent p-14">
      <FlaskConical aria-hidden className="shrink-0 text-ink-2" />
      <div className="min-w-0 flex-1">
        <h2 className="font-semibold">{t('common.sandbox')}</h2>
        <p className="text-ink-2">{t('hosts.sandboxText')}</p>
      </div>
      <Button busy={open.isPending} onClick={() => open.mutate()}>
        {t('hosts.openSandbox')}
      </Button>
    </Card>
  )
}
