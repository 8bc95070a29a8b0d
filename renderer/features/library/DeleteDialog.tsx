import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Model } from '#shared/contract/library.ts'
import { removalOf, possiblySharing, type Removal } from '#shared/domain/sharing.ts'
import { useLoaded } from '../../app/data/running.ts'
import { useWeightsOf } from '../../app/data/weights.ts'
import { useFormat } from '../../app/i18n.ts'
import { useNavigation } from '../../app/navigation.ts'
import { Checkbox, ConfirmDialog, notify, ProblemView } from '../../ui/index.ts'
import { useRemoveModels, type Removed } from './queries.ts'

interface DeleteDialogProps {
  hostId: string
  names: readonly string[]
  models: readonly Model[]
  open: boolean
  onClose: () => void
}

/** Explains what deleting frees and keeps, asks, and deletes. */
export function DeleteDialog({ hostId, names, models, open, onClose }: DeleteDialogProps) {
  const { t } = useTranslation()
  const format = useFormat()
  const running = useLoaded(hostId) ?? []
  // Fixed when the dialog opens, as the list changes while the deletion runs.
  const [asked] = useState(() => ({
    models,
    loaded: running.map(({ name }) => name).filter((name) => names.includes(name)),
  }))
  const [unload, setUnload] = useState(asked.loaded.length > 0)
  const weightsOf = useWeightsOf(hostId)
  const undecided = possiblySharing(asked.models, weightsOf)
  const isPointer = asked.models.every((model) => !names.includes(model.name) || model.cloud !== null)
  const isOpen = asked.models.some((model) => names.includes(model.name) && undecided.has(model))
  const removal = removalOf(names, asked.models, weightsOf)
  const remove = useRemoveModels(hostId)
  const done = useDone(isPointer ? null : removal.bytes, onClose)
  const failed = remove.data?.failed ?? []
  const left = failed.length > 0 ? failed.map(({ name }) => name) : names
  const [name = ''] = left

  return (
    <ConfirmDialog
      open={open}
      onOpenChange={onClose}
      title={
        left.length === 1
          ? t('library.deleting.title', { name })
          : t('library.deleting.titleSeveral', { value: format.count(left.length) })
      }
      act={t('library.deleting.act')}
      busy={remove.isPending}
      onConfirm={() => remove.mutate({ names: left, unload: unload ? asked.loaded : [] }, { onSuccess: done })}
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
        {isPointer ? (
          <p className="text-ink">{t('library.deleting.pointer')}</p>
        ) : (
          <>
            <Frees removal={removal} />
            {isOpen && <p>{t('library.deleting.looking')}</p>}
            <p>{t(removal.bytes === 0 ? 'library.deleting.onlyName' : 'library.deleting.final')}</p>
          </>
        )}
        {asked.loaded.length > 0 && (
          <>
            <p>{t('library.deleting.loaded', { count: asked.loaded.length, names: format.list(asked.loaded) })}</p>
            <Checkbox checked={unload} onCheckedChange={setUnload}>
              {t('library.deleting.unload')}
            </Checkbox>
          </>
        )}
        {failed.map(({ name: each, problem }) => (
          <div key={each}>
            {names.length > 1 && <p className="font-semibold text-ink wrap-anywhere">{each}</p>}
            <ProblemView problem={problem} />
          </div>
        ))}
      </div>
    </ConfirmDialog>
  )
}

function Frees({ removal: { bytes, kept } }: { removal: Removal }) {
  const { t } = useTranslation()
  const format = useFormat()
  const [only] = kept
  const values = ({ name, bytes: size, usedBy }: Removal['kept'][number]) => ({
    count: usedBy.length,
    name,
    names: format.list(usedBy),
    size: format.bytes(size ?? 0),
  })
  const isNameOnly = bytes === 0 && kept.length === 1
  if (isNameOnly && only && only.bytes !== null)
    return <p className="text-ink">{t('library.deleting.nothing', { ...values(only), freed: format.bytes(0) })}</p>
  return (
    <>
      <p className="text-ink">
        {bytes === null
          ? t('library.deleting.freesUnknown')
          : t('library.deleting.frees', { size: format.bytes(bytes) })}
      </p>
      {kept.map((one) => (
        <p key={one.name} className="text-ink">
          {t(one.bytes === null ? 'library.deleting.keptUnknown' : 'library.deleting.kept', values(one))}
        </p>
      ))}
    </>
  )
}

/** After the deletion: clears selection and inspector of the deleted models, and reports the result. */
function useDone(bytes: number | null, onClose: () => void): (result: Removed) => void {
  const { t } = useTranslation()
  const format = useFormat()
  return ({ removed, stillLoaded, failed }) => {
    const { inspected, inspect } = useNavigation.getState()
    if (inspected !== null && removed.includes(inspected)) inspect(null)
    const [name = ''] = removed
    if (removed.length > 0)
      notify({
        title:
          removed.length === 1
            ? t('library.deleting.done', { name })
            : t('library.deleting.doneSeveral', { value: format.count(removed.length) }),
        ...(stillLoaded.length > 0
          ? { description: t('library.deleting.stillLoaded', { names: format.list(stillLoaded) }) }
          : failed.length === 0 && bytes !== null
            ? {
                description:
                  bytes > 0
                    ? t('library.deleting.freed', { size: format.bytes(bytes) })
                    : t('library.deleting.freedNothing'),
              }
            : {}),
      })
    if (failed.length === 0) onClose()
  }
}
