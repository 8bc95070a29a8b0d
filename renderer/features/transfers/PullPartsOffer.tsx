import { useMutation } from '@tanstack/react-query'
import { FolderSync, Trash2 } from 'lucide-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { PullParts, Transfer } from '#shared/contract/transfers.ts'
import { useClient } from '../../app/core.tsx'
import { useFormat } from '../../app/i18n.ts'
import { problemOf } from '../../host/index.ts'
import { Button, ConfirmDialog, useProblemText } from '../../ui/index.ts'
import { pullPartsKey } from './use-pull-parts.ts'

type Act = 'remove' | 'aside'

/**
 * Offers to remove the part files of a pull that failed or was cancelled, and to move those aside that the server cannot
 * read.
 */
export function PullPartsOffer({ transfer, parts }: { transfer: Transfer; parts: PullParts }) {
  const { t } = useTranslation()
  const format = useFormat()
  const problemText = useProblemText()
  const [asked, setAsked] = useState<Act | null>(null)
  const { all, broken, folder, refusal } = parts
  const isBroken = transfer.problem?.code === 'parts_broken'
  // Those in the store of another user are only named.
  const canAct = all.files > 0 && refusal?.code !== 'store_not_own'
  if (!canAct && !isBroken) return null
  const caption = [
    isBroken && t('transfers.parts.where', { folder }),
    refusal && canAct && t('transfers.parts.notNow', { why: problemText(refusal).title }),
  ].filter((text) => typeof text === 'string')
  return (
    <div className="flex flex-col items-start gap-6">
      <div className="flex flex-wrap gap-8">
        {!canAct || broken === null ? null : (
          <Button icon={FolderSync} disabled={refusal !== null} onClick={() => setAsked('aside')}>
            {t('transfers.parts.aside.act')}
          </Button>
        )}
        {!canAct ? null : (
          <Button variant="danger-quiet" icon={Trash2} disabled={refusal !== null} onClick={() => setAsked('remove')}>
            {t('transfers.parts.remove.offer', { size: format.bytes(all.bytes) })}
          </Button>
        )}
      </div>
      {caption.map((text) => (
        <p key={text} className="text-caption text-ink-2 selectable wrap-anywhere">
          {text}
        </p>
      ))}
      {asked === null ? null : <Confirm act={asked} transfer={transfer} parts={parts} onClose={() => setAsked(null)} />}
    </div>
  )
}

interface ConfirmProps {
  act: Act
  transfer: Transfer
  parts: PullParts
  onClose: () => void
}

function Confirm({ act, transfer, parts: { all, broken, folder, aside }, onClose }: ConfirmProps) {
  const { t } = useTranslation()
  const format = useFormat()
  const client = useClient()
  const { id, name } = transfer
  const { mutate, isPending, error } = useMutation({
    mutationFn: () =>
      act === 'remove' ? client.transfers.removeParts({ id }) : client.transfers.setPartsAside({ id }),
    onSuccess: onClose,
    onSettled: (_data, _error, _input, _result, { client: cache }) =>
      cache.invalidateQueries({ queryKey: pullPartsKey(transfer) }),
  })
  const { files, bytes } = (act === 'remove' ? all : broken) ?? all
  const values = { count: files, value: format.count(files), size: format.bytes(bytes), folder, aside, name }
  return (
    <ConfirmDialog
      open
      onOpenChange={(open) => !open && onClose()}
      title={t(`transfers.parts.${act}.title`, values)}
      act={t(`transfers.parts.${act}.confirm`)}
      danger={act === 'remove'}
      busy={isPending}
      problem={error && problemOf(error)}
      onConfirm={() => mutate()}
    >
      <p className="wrap-anywhere">{t(`transfers.parts.${act}.what`, values)}</p>
      <p className="mt-8">{t(`transfers.parts.${act}.after`, values)}</p>
    </ConfirmDialog>
  )
}
