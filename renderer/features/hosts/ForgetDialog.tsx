import { useMutation } from '@tanstack/react-query'
import { Suspense, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Host } from '#shared/contract/hosts.ts'
import { useClient } from '../../app/core.tsx'
import { useBin, useKnownBin } from '../../app/data/bin.ts'
import { useHostName } from '../../app/host-display.ts'
import { lazyComponent } from '../../app/lazy-component.tsx'
import { problemOf } from '../../host/index.ts'
import { ConfirmDialog, notify } from '../../ui/index.ts'

const ForgetBin = lazyComponent(async () => (await import('../bin/ForgetBin.tsx')).ForgetBin, 'bin')

interface ForgetDialogProps {
  host: Host | null
  open: boolean
  close: () => void
  /** Instead of an act of its own: the undo by which it is forgotten, which tells by itself. */
  undo?: () => Promise<unknown>
}

/** Asks before a host is forgotten, and what becomes of its bin. */
export function ForgetDialog({ host, open, close, undo }: ForgetDialogProps) {
  const { t } = useTranslation()
  const client = useClient()
  const hostName = useHostName()
  const name = host === null ? '' : hostName(host)
  const bin = useBin(host?.id ?? '', open && host?.reach === 'up')
  const entries = bin.data ?? []
  const known = useKnownBin(host?.id ?? '', open && (host?.reach === 'down' || bin.isError))
  const [emptyNow, setEmptyNow] = useState(false)
  const remove = useMutation({
    mutationFn: async (hostId: string) => {
      if (emptyNow && entries.length > 0) {
        const { failed } = await client.bin.empty({ hostId, binNames: entries.map((entry) => entry.name) })
        const [first] = failed
        if (first) return first.problem
      }
      await (undo ? undo() : client.hosts.remove({ hostId }))
      return null
    },
    onSuccess: (problem) => {
      if (problem !== null) return
      if (!undo) notify({ title: t('hosts.remove.done', { name }) })
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
      {host && (entries.length > 0 || known > 0) && (
        <Suspense>
          <ForgetBin host={host} entries={entries} known={known} emptyNow={emptyNow} onEmptyNowChange={setEmptyNow} />
        </Suspense>
      )}
    </ConfirmDialog>
  )
}
