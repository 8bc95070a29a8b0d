import { useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Model } from '#shared/contract/library.ts'
import { copyCalls, renameCalls } from '#shared/domain/act-calls.ts'
import { useLoaded } from '../../app/data/running.ts'
import { useSettings } from '../../app/data/settings.ts'
import { InvisibleNote } from '../../app/InvisibleNote.tsx'
import { useNavigation } from '../../app/navigation.ts'
import { ShowCall } from '../../app/show-call/ShowCall.tsx'
import { useUndo } from '../../app/history-undo.ts'
import { problemOf } from '../../host/index.ts'
import { Button, Checkbox, Dialog, Field, notify, ProblemView, TextInput } from '../../ui/index.ts'
import { useFaultText } from '../transfers/NameMeaning.tsx'
import { canBeKept } from '../bin/deletion.ts'
import { newName, type NewName } from './new-name.ts'
import { useCopyModel, useRenameModel } from './queries.ts'
import { useLibrary } from './state.ts'

interface NameDialogProps {
  kind: 'copy' | 'rename'
  hostId: string
  model: Model
  models: readonly Model[]
  open: boolean
  onClose: () => void
}

/** Asks for the new name of a copy or a rename, checks it as it is typed, and does it. */
export function NameDialog({ kind, hostId, model, models, open, onClose }: NameDialogProps) {
  const { t } = useTranslation()
  const [text, setText] = useState(model.name)
  const [replace, setReplace] = useState(false)
  const input = useRef<HTMLInputElement>(null)
  const { run, problem, isPending, reset } = useAct(kind, hostId, model, onClose)
  const view = newName(text, model, models)
  const error = useErrorText(kind)(view, text.trim() === model.name)
  const target = targetOf(kind, view, replace)
  const settings = useSettings()

  const isKept = (name: string) => settings?.bin !== 'off' && models.some((one) => one.name === name && canBeKept(one))
  const isLoaded = useLoaded(hostId)?.some(({ name }) => name === model.name) === true

  return (
    <Dialog
      open={open}
      onOpenChange={onClose}
      title={t(`library.naming.${kind}.title`, { name: model.name })}
      description={t(`library.naming.${kind}.text`)}
      initialFocus={input}
      onSubmit={() => {
        if (target !== null && !isPending) run(target, view.kind === 'taken')
      }}
      actions={
        <>
          <Button onClick={onClose}>{t('common.act.cancel')}</Button>
          <Button type="submit" variant="primary" busy={isPending} disabled={target === null}>
            {t(`library.naming.${kind}.act`)}
          </Button>
        </>
      }
    >
      <div className="flex flex-col gap-12">
        <Field
          label={t('library.naming.label')}
          hint={target === null ? t('library.naming.hint') : t('library.naming.listedAs', { name: target })}
          error={error}
        >
          <TextInput
            ref={input}
            mono
            value={text}
            maxLength={600}
            onFocus={selectModel}
            onValueChange={(next) => {
              setText(next)
              setReplace(false)
              reset()
            }}
          />
        </Field>
        <InvisibleNote text={text} />
        {kind === 'copy' && view.kind === 'taken' && (
          <Checkbox checked={replace} onCheckedChange={setReplace}>
            {t(isKept(view.name) ? 'library.naming.replaceKept' : 'library.naming.replace', { name: view.name })}
          </Checkbox>
        )}
        {kind === 'rename' && isLoaded && <p className="text-ink-2">{t('library.naming.staysLoaded')}</p>}
        {problem && <ProblemView problem={problem} />}
        <ShowCall
          calls={(now) => {
            if (target === null) return []
            const isKept = view.kind === 'taken' && settings?.bin !== 'off'
            return kind === 'copy'
              ? copyCalls(model.name, target, isKept ? { at: now } : null)
              : renameCalls(model.name, target)
          }}
        />
      </div>
    </Dialog>
  )
}

function useAct(kind: 'copy' | 'rename', hostId: string, model: Model, onClose: () => void) {
  const { t } = useTranslation()
  const copy = useCopyModel(hostId)
  const rename = useRenameModel(hostId)
  const undoOf = useUndo()
  const done = ({ name, operationId }: { name: string; operationId: string }) => {
    const navigation = useNavigation.getState()
    const library = useLibrary.getState()
    if (kind === 'rename' && navigation.inspected === model.name) navigation.inspect(name)
    // The row keeps the focus under its new name.
    if (kind === 'rename' && library.active?.key === model.name) library.activate(name, library.active.at)
    notify({
      title: t(`library.naming.${kind}.done`, { from: model.name, to: name }),
      ...(kind === 'copy' ? { action: { label: t('library.act.open'), onSelect: () => navigation.open(name) } } : {}),
      undo: undoOf(operationId),
    })
    onClose()
  }
  const error = copy.error ?? rename.error
  return {
    run: (to: string, overwrite: boolean) =>
      kind === 'copy'
        ? copy.mutate({ source: model.name, destination: to, overwrite }, { onSuccess: done })
        : rename.mutate({ from: model.name, to }, { onSuccess: done }),
    problem: error ? problemOf(error) : null,
    isPending: copy.isPending || rename.isPending,
    reset: () => {
      copy.reset()
      rename.reset()
    },
  }
}

/** The new name, or `null` if the text is no valid one. A rename may change letter case only. */
function targetOf(kind: 'copy' | 'rename', view: NewName, replace: boolean): string | null {
  if (view.kind === 'free') return view.name
  if (view.kind === 'same' && view.spelling && kind === 'rename') return view.name
  return view.kind === 'taken' && kind === 'copy' && replace ? view.name : null
}

/** What is wrong with the text; nothing while it is unchanged. */
function useErrorText(kind: 'copy' | 'rename'): (view: NewName, untouched: boolean) => string | undefined {
  const { t } = useTranslation()
  const faultText = useFaultText()
  return (view, untouched) => {
    switch (view.kind) {
      case 'fault':
        return faultText(view.fault)
      case 'reserved':
        return t(`transfers.fault.${view.tag}`)
      case 'taken':
        return t(`library.naming.${kind}.taken`, { name: view.name })
      case 'same':
        if (untouched || (view.spelling && kind === 'rename')) return undefined
        return t(view.spelling ? 'library.naming.sameButCase' : 'library.naming.same')
      default:
        return undefined
    }
  }
}

/** Selects the model's part of the name, so that typing keeps registry, namespace and tag. */
function selectModel({ currentTarget: input }: { currentTarget: HTMLInputElement }): void {
  const start = input.value.lastIndexOf('/') + 1
  const colon = input.value.indexOf(':', start)
  input.setSelectionRange(start, colon < 0 ? input.value.length : colon)
}
