import { FolderSearch, Pause, Play, RotateCcw } from 'lucide-react'
import { memo } from 'react'
import { useTranslation } from 'react-i18next'
import type { Transfer } from '#shared/contract/transfers.ts'
import { isEnded } from '#shared/domain/transfer-state.ts'
import { useClient } from '../../app/core.tsx'
import { useHostNames } from '../../app/data/hosts.ts'
import { useNavigation } from '../../app/navigation.ts'
import { useReport } from '../../app/report.ts'
import { Button, IconButton } from '../../ui/index.ts'
import { CancelTransfer } from './CancelTransfer.tsx'

interface Props extends Pick<Transfer, 'id' | 'kind' | 'state' | 'name' | 'hostId'> {
  /** Whether it waits to be retried. */
  isWaiting: boolean
}

/** The buttons of a transfer. They do not render with each figure, as they cost more than all the rest of a card. */
export const TransferActs = memo(function TransferActs({ id, kind, state, name, hostId, isWaiting }: Props) {
  const { t } = useTranslation()
  const client = useClient()
  const report = useReport()
  const hosts = useHostNames()
  const show = useNavigation((navigation) => navigation.open)
  const isGone = hosts !== undefined && !hosts.hosts.some((host) => host.id === hostId)
  const retry = isGone ? null : (
    <IconButton
      icon={RotateCcw}
      variant="secondary"
      label={t(
        state === 'waiting' || state === 'disk_full'
          ? 'transfers.retryNow'
          : state === 'cancelled'
            ? 'transfers.resume'
            : 'transfers.retry',
      )}
      onClick={() => void report(client.transfers.retry({ id }))}
    />
  )
  if (!isEnded({ state }))
    return (
      <>
        {isWaiting ? retry : null}
        {state === 'paused' || state === 'pausing' ? (
          <IconButton
            icon={Play}
            variant="secondary"
            label={t('transfers.resume')}
            onClick={() => void report(client.transfers.resume({ ids: [id] }))}
          />
        ) : (
          <IconButton
            icon={Pause}
            variant="secondary"
            label={t(kind === 'pull' ? 'transfers.pause' : 'transfers.pausePush')}
            disabled={state === 'cancelling'}
            onClick={() => void report(client.transfers.pause({ ids: [id] }))}
          />
        )}
        <CancelTransfer id={id} kind={kind} />
      </>
    )
  return (
    <>
      {state === 'done' && hostId === hosts?.currentId ? (
        <IconButton icon={FolderSearch} variant="secondary" label={t('transfers.show')} onClick={() => show(name)} />
      ) : null}
      {state === 'done' ? null : retry}
      <Button onClick={() => void report(client.transfers.clear({ ids: [id] }))}>{t('transfers.clear')}</Button>
    </>
  )
})
