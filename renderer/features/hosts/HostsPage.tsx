import { FlaskConical, Plus } from 'lucide-react'
import { Suspense, useState } from 'react'
import { useMutation } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import type { Host } from '#shared/contract/hosts.ts'
import { useCardFocus } from '../../app/card-focus.ts'
import { useClient } from '../../app/core.tsx'
import { useHosts } from '../../app/data/hosts.ts'
import { useHostName } from '../../app/host-display.ts'
import { useFormat } from '../../app/i18n.ts'
import { useReport } from '../../app/report.ts'
import { problemOf } from '../../host/index.ts'
import { useBin } from '../../app/data/bin.ts'
import { Button, Card, ConfirmDialog, notify, Page, PageHeader, useAsked } from '../../ui/index.ts'
import { lazyComponent } from '../../app/lazy-component.tsx'
import { useHostDialog } from './dialog.ts'
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
      <RemoveDialog key={removing.turn} host={removing.about} open={removing.isOpen} close={removing.close} />
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

const ForgetBin = lazyComponent(async () => (await import('../bin/ForgetBin.tsx')).ForgetBin, 'bin')

interface RemoveDialogProps {
  host: Host | null
  open: boolean
  close: () => void
}

/** Asks before a host is forgotten, and what becomes of its bin. */
function RemoveDialog({ host, open, close }: RemoveDialogProps) {
  const { t } = useTranslation()
  const client = useClient()
  const hostName = useHostName()
  const name = host === null ? '' : hostName(host)
  const entries = useBin(host?.id ?? '', open && host?.reach === 'up').data ?? []
  const [emptyNow, setEmptyNow] = useState(false)
  const remove = useMutation({
    mutationFn: async (hostId: string) => {
      if (emptyNow && entries.length > 0) {
        const { failed } = await client.bin.empty({ hostId, binNames: entries.map((entry) => entry.name) })
        const [first] = failed
        if (first) return first.problem
      }
      await client.hosts.remove({ hostId })
      return null
    },
    onSuccess: (problem) => {
      if (problem !== null) return
      notify({ title: t('hosts.remove.done', { name }) })
      close()
    },
  })
  return (
    <ConfirmDialog
      open={open}
      onOpenChange={close}
      title={t('hosts.remove.title', { name })}
      act={t('hosts.remove.act')}
      busy={remove.isPending}
      problem={remove.isError ? problemOf(remove.error) : (remove.data ?? null)}
      onConfirm={() => {
        if (host) remove.mutate(host.id)
      }}
    >
      {t('hosts.remove.text')}
      {host && entries.length > 0 && (
        <Suspense>
          <ForgetBin host={host} entries={entries} emptyNow={emptyNow} onEmptyNowChange={setEmptyNow} />
        </Suspense>
      )}
    </ConfirmDialog>
  )
}
