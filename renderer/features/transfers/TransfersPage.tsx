import { Download, ListX } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import type { Transfer } from '#shared/contract/transfers.ts'
import { useClient } from '../../app/core.tsx'
import { useCanTransfer, useCurrentHost } from '../../app/data/hosts.ts'
import { summaryOf, useTransfers } from '../../app/data/transfers.ts'
import { useCardFocus } from '../../app/card-focus.ts'
import { useFormat } from '../../app/i18n.ts'
import { useNavigation } from '../../app/navigation.ts'
import { useReport } from '../../app/report.ts'
import { Button, EmptyState, Page, PageHeader } from '../../ui/index.ts'
import { useTransferDialogs } from './dialogs.ts'
import { grouped } from './figures.ts'
import { TransferCard } from './TransferCard.tsx'

export function TransfersPage() {
  const { t } = useTranslation()
  const { active, finished } = useTransfers(grouped)
  const list = useCardFocus()
  const isEmpty = active.length + finished.length === 0
  return (
    <Page>
      <PageHeader title={t('transfers.title')} subtitle={<Summary />} actions={isEmpty ? null : <PullButton />} />
      {isEmpty ? (
        <Empty />
      ) : (
        <div
          ref={list}
          tabIndex={-1}
          className="-mr-14 flex min-h-0 flex-1 flex-col gap-10 overflow-y-auto pr-14 outline-none"
        >
          <Cards ids={active} />
          {finished.length === 0 ? null : <Finished ids={finished} />}
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
  const { pulls, pushes, rate, failed } = useTransfers(summary)
  const active = pulls + pushes
  const parts = [
    rate === null ? null : format.rate(rate),
    active === 0 ? null : t('transfers.active', { value: format.count(active) }),
    failed === 0 ? null : t('transfers.failed', { value: format.count(failed) }),
  ].filter((part) => part !== null)
  return <>{parts.length === 0 ? t('transfers.idle') : parts.join(' · ')}</>
}

function Cards({ ids }: { ids: readonly string[] }) {
  return (
    <ul className="contents">
      {ids.map((id) => (
        <li key={id}>
          <TransferCard id={id} />
        </li>
      ))}
    </ul>
  )
}

function Finished({ ids }: { ids: string[] }) {
  const { t } = useTranslation()
  const client = useClient()
  const report = useReport()
  return (
    <>
      <div className="flex items-center justify-between gap-10">
        <h2 className="font-semibold text-ink-2">{t('transfers.finished')}</h2>
        <Button variant="ghost" icon={ListX} onClick={() => void report(client.transfers.clear({ ids }))}>
          {t('transfers.clearFinished')}
        </Button>
      </div>
      <Cards ids={ids} />
    </>
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
