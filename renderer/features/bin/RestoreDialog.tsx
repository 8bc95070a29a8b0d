import { useMutation } from '@tanstack/react-query'
import { useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { BinEntry } from '#shared/contract/bin.ts'
import type { Model } from '#shared/contract/library.ts'
import { restoreCalls } from '#shared/domain/act-calls.ts'
import { useClient } from '../../app/core.tsx'
import { InvisibleNote } from '../../app/InvisibleNote.tsx'
import { ShowCall } from '../../app/show-call/ShowCall.tsx'
import { useUndo } from '../../app/history-undo.ts'
import { problemOf } from '../../host/index.ts'
import { Button, Checkbox, Dialog, Field, notify, ProblemView, TextInput } from '../../ui/index.ts'
import { newName } from '../library/new-name.ts'
import { useFaultText } from '../transfers/NameMeaning.tsx'

interface RestoreDialogProps {
  hostId: string
  entry: BinEntry
  models: readonly Model[]
  open: boolean
  onClose: () => void
}

/** Asks under which name a model of the bin is restored; one that is taken can be replaced. */
export function RestoreDialog({ hostId, entry, models, open, onClose }: RestoreDialogProps) {
  const { t } = useTranslation()
  const client = useClient()
  const undoOf = useUndo()
  const faultText = useFaultText()
  const [text, setText] = useState(entry.formerName ?? '')
  const [replace, setReplace] = useState(false)
  const input = useRef<HTMLInputElement>(null)
  const view = newName(text, entry, models)
  const target = view.kind === 'free' || (view.kind === 'taken' && replace) ? view.name : null
  const restore = useMutation({
    mutationFn: (name: string) =>
      client.bin.restore({ hostId, binName: entry.name, name, replace: view.kind === 'taken' && replace }),
    onSuccess: ({ name, operationId }) => {
      notify({ title: t('bin.restored', { name }), undo: undoOf(operationId) })
      onClose()
    },
  })
  const error = () => {
    if (view.kind === 'fault') return faultText(view.fault)
    if (view.kind === 'reserved') return t(`transfers.fault.${view.tag}`)
    return view.kind === 'taken' && !replace ? t('bin.restoring.taken', { name: view.name }) : undefined
  }
  const { formerName } = entry
  return (
    <Dialog
      open={open}
      onOpenChange={onClose}
      title={formerName === null ? t('bin.restoring.titleUnknown') : t('bin.restoring.title', { name: formerName })}
      initialFocus={input}
      onSubmit={() => {
        if (target !== null && !restore.isPending) restore.mutate(target)
      }}
      actions={
        <>
          <Button onClick={onClose}>{t('common.act.cancel')}</Button>
          <Button type="submit" variant="primary" busy={restore.isPending} disabled={target === null}>
            {t('bin.restoring.act')}
          </Button>
        </>
      }
    >
      <div className="flex flex-col gap-12">
        <Field
          label={t('bin.restoring.name')}
          hint={target === null ? t('bin.restoring.hint') : t('bin.restoring.listedAs', { name: target })}
          error={error()}
        >
          <TextInput
            ref={input}
            mono
            value={text}
            maxLength={600}
            onValueChange={(next) => {
              setText(next)
              setReplace(false)
              restore.reset()
            }}
          />
        </Field>
        <InvisibleNote text={text} />
        {view.kind === 'taken' && (
          <Checkbox checked={replace} onCheckedChange={setReplace}>
            {t('bin.restoring.replace', { name: view.name })}
          </Checkbox>
        )}
        <ShowCall calls={() => (target === null ? [] : restoreCalls(entry.name, target))} />
        {restore.isError && <ProblemView problem={problemOf(restore.error)} />}
      </div>
    </Dialog>
  )
}
