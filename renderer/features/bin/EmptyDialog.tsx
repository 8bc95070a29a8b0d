import { useMutation } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { BinEntry } from '#shared/contract/bin.ts'
import { removeCalls } from '#shared/domain/act-calls.ts'
import type { Stored } from '#shared/domain/builds.ts'
import { removalOf } from '#shared/domain/sharing.ts'
import { useClient } from '../../app/core.tsx'
import { useWeightsOf } from '../../app/data/weights.ts'
import { useFormat } from '../../app/i18n.ts'
import { problemOf } from '../../host/index.ts'
import { ShowCall } from '../../app/show-call/ShowCall.tsx'
import { ConfirmDialog, notify, ProblemView } from '../../ui/index.ts'
import { Frees } from './Frees.tsx'

interface EmptyDialogProps {
  hostId: string
  /** Those to delete for good. */
  entries: readonly BinEntry[]
  /** All models of the host and all of its bin. */
  stored: readonly Stored[]
  open: boolean
  onClose: () => void
}

/** Asks before entries of the bin are deleted for good, with what this really frees. */
export function EmptyDialog({ hostId, entries, stored, open, onClose }: EmptyDialogProps) {
  const { t } = useTranslation()
  const format = useFormat()
  const client = useClient()
  const weightsOf = useWeightsOf(hostId)
  // Fixed, as the lists change while they are deleted.
  const [asked] = useState({ entries, stored })
  const removal = removalOf(
    asked.entries.map(({ name }) => name),
    asked.stored,
    weightsOf,
  )
  const labelOf = ({ formerName }: BinEntry) => formerName ?? t('bin.unknownName')
  const labelsOf = (names: readonly string[]) =>
    format.list(asked.entries.filter(({ name }) => names.includes(name)).map(labelOf))
  const empty = useMutation({
    mutationFn: (binNames: string[]) => client.bin.empty({ hostId, binNames }),
    onSuccess: ({ emptied, waits, failed }) => {
      const { bytes } = removal
      const freed = failed.length > 0 || bytes === null ? null : bytes
      if (emptied.length > 0)
        notify({
          title:
            emptied.length === 1
              ? t('bin.deleting.done', { name: labelsOf(emptied) })
              : t('bin.deleting.doneSeveral', { value: format.count(emptied.length) }),
          ...(freed === null
            ? {}
            : {
                description:
                  freed > 0 ? t('bin.deleting.freed', { size: format.bytes(freed) }) : t('bin.deleting.freedNothing'),
              }),
        })
      if (waits.length > 0) notify({ title: t('bin.emptying.waits', { names: labelsOf(waits) }), tone: 'begun' })
      if (failed.length === 0) onClose()
    },
  })
  const failed = empty.data?.failed ?? []
  const left = failed.length > 0 ? failed.map(({ name }) => name) : asked.entries.map(({ name }) => name)
  const others = asked.entries.filter(({ isOwn }) => !isOwn)
  const [first] = asked.entries
  const title = () => {
    if (first === undefined || asked.entries.length > 1)
      return t('bin.emptying.titleSeveral', { value: format.count(asked.entries.length) })
    return t(first.kind === 'kept' ? 'bin.emptying.titleVersion' : 'bin.emptying.title', { name: labelOf(first) })
  }
  return (
    <ConfirmDialog
      open={open}
      onOpenChange={onClose}
      title={title()}
      act={t('bin.deleting.forGood')}
      busy={empty.isPending}
      problem={empty.isError ? problemOf(empty.error) : null}
      onConfirm={() => empty.mutate(left)}
    >
      <div className="flex flex-col gap-8">
        {asked.entries.length > 1 && (
          <ul className="selectable max-h-110 overflow-y-auto rounded-control border border-line bg-inset px-9 py-6">
            {asked.entries.map((entry) => (
              <li key={entry.name} className="wrap-anywhere text-ink">
                {labelOf(entry)}
              </li>
            ))}
          </ul>
        )}
        {others.length > 0 && (
          <p className="text-warning">
            {t('bin.emptying.others', { count: others.length, names: format.list(others.map(labelOf)) })}
          </p>
        )}
        <Frees removal={removal} />
        <p>{t(removal.bytes === 0 ? 'bin.deleting.onlyName' : 'bin.deleting.final')}</p>
        <ShowCall calls={() => removeCalls(left, null)} />
        {failed.map(({ name, problem }) => (
          <ProblemView key={name} problem={problem} />
        ))}
      </div>
    </ConfirmDialog>
  )
}
