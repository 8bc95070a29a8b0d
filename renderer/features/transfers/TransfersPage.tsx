import { Download, SlidersHorizontal } from 'lucide-react'
import { useCallback } from 'react'
import { useTranslation } from 'react-i18next'
import type { Transfer } from '#shared/contract/transfers.ts'
import { useCanTransfer, useCurrentHost, useHostNames } from '../../app/data/hosts.ts'
import { useSettings } from '../../app/data/settings.ts'
import { summaryOf, useTransfers } from '../../app/data/transfers.ts'
import { useCardFocus } from '../../app/card-focus.ts'
import { useHostName } from '../../app/host-display.ts'
import { useFormat } from '../../app/i18n.ts'
import { useNavigation } from '../../app/navigation.ts'
import { Button, EmptyState, Page, PageHeader } from '../../ui/index.ts'
import { revealSetting } from '../settings/reveal.ts'
import { Cards, Section } from './Cards.tsx'
import { useTransferDialogs } from './dialogs.ts'
import { EndedList } from './EndedList.tsx'
import { PauseActs } from './PauseActs.tsx'
import { Queue } from './Queue.tsx'
import { sectionsOf, type HostQueue } from './sections.ts'

export function TransfersPage() {
  const { t } = useTranslation()
  const { atWork, queues, ended } = useTransfers(sectionsOf)
  const list = useCardFocus()
  const isEmpty = atWork.length + queues.length + ended === 0
  const actions = isEmpty ? null : (
    <>
      <PauseActs />
      <PullButton />
    </>
  )
  return (
    <Page>
      <PageHeader title={t('transfers.title')} subtitle={<Summary />} actions={actions} />
      {isEmpty ? (
        <Empty />
      ) : (
        <div
          ref={list}
          tabIndex={-1}
          className="-mt-4 -mr-14 -ml-4 flex min-h-0 flex-1 flex-col gap-10 overflow-y-auto pt-4 pr-14 pl-4 -outline-offset-2"
        >
          {atWork.length === 0 ? null : (
            <Section title={t('transfers.atWork')}>
              <Cards ids={atWork} />
            </Section>
          )}
          {queues.map((queue, at) => (
            <QueueSection key={queue.hostId} queue={queue} isFirst={at === 0} isOnly={queues.length === 1} />
          ))}
          {ended === 0 ? null : <EndedList count={ended} />}
        </div>
      )}
    </Page>
  )
}

function summary(list: readonly Transfer[]) {
  return { ...summaryOf(list), failed: list.filter(({ state }) => state === 'failed').length }
}

function Summary() {
  const { t } = useTranslation()
  const format = useFormat()
  const { pulls, pushes, queued, paused, rate, failed } = useTransfers(summary)
  const parts = [
    rate === null ? null : format.rate(rate),
    pulls + pushes === 0 ? null : t('transfers.active', { value: format.count(pulls + pushes) }),
    queued === 0 ? null : t('transfers.queued', { value: format.count(queued) }),
    paused === 0 ? null : t('transfers.paused', { value: format.count(paused) }),
    failed === 0 ? null : t('common.transfers.failed', { value: format.count(failed) }),
  ].filter((part) => part !== null)
  return <>{parts.length === 0 ? t('common.transfers.idle') : parts.join(' · ')}</>
}

const hasPausedPull = (list: readonly Transfer[], hostId: string) =>
  list.some((one) => one.hostId === hostId && one.kind === 'pull' && one.state === 'paused')

interface QueueSectionProps {
  queue: HostQueue
  /** Shows the number of transfers at a time, which is the same for all hosts. */
  isFirst: boolean
  isOnly: boolean
}

function QueueSection({ queue, isFirst, isOnly }: QueueSectionProps) {
  const { t } = useTranslation()
  const format = useFormat()
  const host = useHostNames()?.hosts.find(({ id }) => id === queue.hostId)
  const hostName = useHostName()
  const parallel = useSettings()?.parallelTransfers
  const { hostId } = queue
  const isPaused = useTransfers(useCallback((list) => hasPausedPull(list, hostId), [hostId]))
  const name = host ? hostName(host) : t('transfers.hostRemoved')
  return (
    <Section
      title={isOnly ? t('transfers.queue.title') : t('transfers.queue.titleOf', { host: name })}
      aside={
        !isFirst || parallel === undefined ? null : (
          <Button
            variant="ghost"
            icon={SlidersHorizontal}
            className="ml-auto"
            onClick={() => revealSetting('parallelTransfers')}
          >
            {t('transfers.queue.atATime', { value: format.count(parallel) })}
          </Button>
        )
      }
    >
      {isPaused ? <p className="text-caption text-ink-2">{t('transfers.pausing.pull')}</p> : null}
      <Queue {...queue} />
    </Section>
  )
}

function PullButton() {
  const { t } = useTranslation()
  const canTransfer = useCanTransfer()
  const openPull = useTransferDialogs((dialogs) => dialogs.openPull)
  if (!canTransfer) return null
  return (
    <Button variant="primary" icon={Download} onClick={() => openPull()}>
      {t('transfers.pullModel')}
    </Button>
  )
}

function Empty() {
  const { t } = useTranslation()
  const host = useCurrentHost()
  const go = useNavigation((navigation) => navigation.go)
  return (
    <EmptyState
      icon={Download}
      title={t('transfers.empty.title')}
      actions={
        host === null ? (
          <Button variant="primary" onClick={() => go('library')}>
            {t('transfers.empty.connect')}
          </Button>
        ) : (
          <PullButton />
        )
      }
    >
      {host === null ? t('transfers.empty.noHost') : t('transfers.empty.text')}
    </EmptyState>
  )
}
