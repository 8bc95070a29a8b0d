import { useState, type ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import type { BinEntry } from '#shared/contract/bin.ts'
import type { Model } from '#shared/contract/library.ts'
import { removeCalls, unloadCalls } from '#shared/domain/act-calls.ts'
import { possiblySharing, removalOf } from '#shared/domain/sharing.ts'
import { useBin } from '../../app/data/bin.ts'
import { useLoaded } from '../../app/data/running.ts'
import { useChangeSettings, useSettings } from '../../app/data/settings.ts'
import { useWeightsOf } from '../../app/data/weights.ts'
import { useFormat } from '../../app/i18n.ts'
import { useNavigation } from '../../app/navigation.ts'
import { useUndo } from '../../app/history-undo.ts'
import { ShowCall } from '../../app/show-call/ShowCall.tsx'
import { Checkbox, ConfirmDialog, notify, ProblemView } from '../../ui/index.ts'
import { BinChoice, type BinSetting } from '../bin/BinChoice.tsx'
import { canBeKept, deletionOf } from '../bin/deletion.ts'
import { Frees } from '../bin/Frees.tsx'
import { useRemoveModels, type Removed } from './queries.ts'

interface DeleteDialogProps {
  hostId: string
  names: readonly string[]
  models: readonly Model[]
  open: boolean
  onClose: () => void
}

/** Explains what moving to the bin and deleting for good do, asks, and does it. */
export function DeleteDialog({ hostId, names, models, open, onClose }: DeleteDialogProps) {
  const { t } = useTranslation()
  const format = useFormat()
  const settings = useSettings()
  const { mutate: changeSettings } = useChangeSettings()
  const running = useLoaded(hostId) ?? []
  // Fixed when the dialog opens, as the list changes while the deletion runs; so does the bin.
  const [asked] = useState(() => ({
    models,
    loaded: running.map(({ name }) => name).filter((name) => names.includes(name)),
    bin: settings?.bin ?? null,
  }))
  const entries = useFirst(useBin(hostId).data)
  const [unload, setUnload] = useState(asked.loaded.length > 0)
  const [choice, setChoice] = useState<BinSetting>('on')
  const weightsOf = useWeightsOf(hostId)
  const remove = useRemoveModels(hostId)
  const failed = remove.data?.failed ?? []
  const left = failed.length > 0 ? failed.map(({ name }) => name) : names
  const chosen = asked.models.filter(({ name }) => left.includes(name))
  const all = [...asked.models, ...entries]
  const undecided = possiblySharing<Model | BinEntry>(all, weightsOf)
  const isPointer = chosen.every(({ cloud }) => cloud !== null)
  const isOpen = chosen.some((model) => undecided.has(model))
  const removal = removalOf(names, all, weightsOf)
  const setting = asked.bin ?? choice
  const deletion = deletionOf(setting, chosen)
  const isAsked = asked.bin === null && chosen.some(canBeKept)
  const notKept = setting === 'off' ? [] : chosen.filter((model) => !canBeKept(model)).map(({ name }) => name)
  const done = useDone(isPointer ? null : removal.bytes, onClose)
  const [name = ''] = left

  const act = (forGood: boolean) => {
    if (isAsked) changeSettings({ bin: choice })
    remove.mutate({ names: left, unload: unload ? asked.loaded : [], forGood }, { onSuccess: done })
  }
  const calls = (now: number) =>
    left.flatMap((each) => [
      ...(unload && asked.loaded.includes(each) ? unloadCalls([each]) : []),
      ...removeCalls([each], deletion === 'good' ? null : now),
    ])
  const isBusy = (forGood: boolean) => remove.isPending && remove.variables.forGood === forGood
  const forGood = { act: t('bin.deleting.forGood'), busy: isBusy(true), onConfirm: () => act(true) }
  const days = settings?.binDays ?? null
  const whatGoes = isPointer ? (
    <p className="text-ink">{t('bin.deleting.pointer')}</p>
  ) : (
    <>
      <Frees removal={removal} />
      {isOpen && <p>{t('bin.deleting.looking')}</p>}
      <p>{t(removal.bytes === 0 ? 'bin.deleting.onlyName' : 'bin.deleting.final')}</p>
    </>
  )

  return (
    <ConfirmDialog
      open={open}
      onOpenChange={onClose}
      title={
        left.length === 1
          ? t('bin.deleting.title', { name })
          : t('bin.deleting.titleSeveral', { value: format.count(left.length) })
      }
      {...(deletion === 'good'
        ? forGood
        : {
            act: t('bin.deleting.toBin'),
            danger: deletion === 'either' ? null : false,
            isUndoable: asked.bin === 'on',
            busy: isBusy(false),
            onConfirm: () => act(false),
            other: forGood,
          })}
    >
      <div className="flex flex-col gap-8">
        {names.length > 1 && (
          <ul className="selectable max-h-110 overflow-y-auto rounded-control border border-line bg-inset px-9 py-6">
            {names.map((each) => (
              <li key={each} className="wrap-anywhere text-ink">
                {each}
              </li>
            ))}
          </ul>
        )}
        {isAsked && <BinChoice value={choice} onChange={setChoice} told={t('bin.deleting.told')} />}
        {notKept.length > 0 && (
          <p>{t('bin.deleting.notKept', { count: notKept.length, names: format.list(notKept) })}</p>
        )}
        {deletion === 'good' ? (
          whatGoes
        ) : (
          <>
            <Way title={t('bin.deleting.toBin')}>
              <p>
                {days === null
                  ? t('bin.deleting.never')
                  : t('bin.deleting.days', { count: days, value: format.count(days) })}
              </p>
            </Way>
            <Way title={t('bin.deleting.forGood')}>{whatGoes}</Way>
          </>
        )}
        {asked.loaded.length > 0 && (
          <>
            <p>{t('bin.deleting.loaded', { count: asked.loaded.length, names: format.list(asked.loaded) })}</p>
            <Checkbox checked={unload} onCheckedChange={setUnload}>
              {t('bin.deleting.unload')}
            </Checkbox>
          </>
        )}
        {failed.map(({ name: each, problem }) => (
          <div key={each}>
            {names.length > 1 && <p className="font-semibold text-ink wrap-anywhere">{each}</p>}
            <ProblemView problem={problem} />
          </div>
        ))}
        <ShowCall calls={calls} />
      </div>
    </ConfirmDialog>
  )
}

const none: readonly BinEntry[] = []

/** The entries as they were known first. */
function useFirst(entries: readonly BinEntry[] | undefined): readonly BinEntry[] {
  const [first, setFirst] = useState(entries)
  if (first === undefined && entries !== undefined) setFirst(entries)
  return first ?? none
}

function Way({ title, children }: { title: string; children: ReactNode }) {
  return (
    <section className="flex flex-col gap-4">
      <h3 className="font-semibold text-ink">{title}</h3>
      {children}
    </section>
  )
}

/** After the deletion: clears selection and inspector of the deleted models, and reports the result. */
function useDone(bytes: number | null, onClose: () => void): (result: Removed) => void {
  const { t } = useTranslation()
  const format = useFormat()
  const undoOf = useUndo()
  return ({ removed, binned, operationId, waitsFor, stillLoaded, failed }) => {
    const { inspected, inspect } = useNavigation.getState()
    if (inspected !== null && removed.includes(inspected)) inspect(null)
    const [name = ''] = removed
    const freed = () => {
      if (binned || failed.length > 0 || bytes === null) return null
      return bytes > 0 ? t('bin.deleting.freed', { size: format.bytes(bytes) }) : t('bin.deleting.freedNothing')
    }
    const description =
      stillLoaded.length > 0
        ? t('bin.deleting.stillLoaded', { names: format.list(stillLoaded) })
        : waitsFor.length > 0
          ? t('bin.deleting.waits', { names: format.list(waitsFor) })
          : freed()
    const what = binned ? 'binned' : 'done'
    if (removed.length > 0)
      notify({
        title:
          removed.length === 1
            ? t(`bin.deleting.${what}`, { name })
            : t(`bin.deleting.${what}Several`, { value: format.count(removed.length) }),
        ...(description === null ? {} : { description }),
        undo: binned ? undoOf(operationId) : undefined,
      })
    if (failed.length === 0) onClose()
  }
}
