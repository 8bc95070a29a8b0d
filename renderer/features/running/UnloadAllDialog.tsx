import { useMutation } from '@tanstack/react-query'
import { useEffect, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Host } from '#shared/contract/hosts.ts'
import { unloadCalls } from '#shared/domain/act-calls.ts'
import { heldOf, memoryTotals } from '#shared/domain/memory.ts'
import { useClient } from '../../app/core.tsx'
import { useLoaded } from '../../app/data/running.ts'
import { useSettings } from '../../app/data/settings.ts'
import { useFormat } from '../../app/i18n.ts'
import { ShowCall } from '../../app/show-call/ShowCall.tsx'
import { problemOf } from '../../host/index.ts'
import { Button, ConfirmDialog, Dialog, ModelName, notify, ProblemView } from '../../ui/index.ts'

/** Asks, unless the settings turn that off, unloads all models, and reports each result if some remain. */
export function UnloadAllDialog({ host, onClose }: { host: Host; onClose: () => void }) {
  const { t } = useTranslation()
  const format = useFormat()
  const client = useClient()
  const now = useLoaded(host.id) ?? []
  // Fixed when the dialog opens, as models disappear one after another.
  const [models] = useState(now)
  const held = heldOf(memoryTotals(models))
  const size = format.amount(held)
  const unload = useMutation({
    mutationFn: () => client.running.unloadAll({ hostId: host.id }),
    onSuccess: (results) => {
      if (results.some(({ outcome }) => outcome !== 'gone')) return
      notify({
        title: t('running.unloadDialog.done'),
        ...(held.bytes > 0 ? { description: t('running.unloadDialog.freed', { size }) } : {}),
      })
      onClose()
    },
  })
  const results = unload.data
  const asks = useSettings()?.confirmUnloadAll ?? true
  const { mutate, isIdle, isError } = unload
  useEffect(() => {
    if (!asks && isIdle) mutate()
  }, [asks, isIdle, mutate])
  if (results?.some(({ outcome }) => outcome !== 'gone') === true)
    return (
      <Dialog
        open
        onOpenChange={onClose}
        title={t('running.unloadDialog.resultTitle')}
        actions={
          <Button variant="primary" onClick={onClose}>
            {t('common.act.close')}
          </Button>
        }
      >
        <ul className="flex flex-col divide-y divide-line">
          {results.map(({ name, outcome, problem }) => (
            <li key={name} className="py-8">
              <ModelName name={name} />
              {outcome === null ? null : <p className="text-ink-2">{t(`running.unloadDialog.${outcome}`)}</p>}
              {problem ? <ProblemView size="line" problem={problem} /> : null}
            </li>
          ))}
        </ul>
      </Dialog>
    )
  // Without a question there is no dialog until something fails.
  if (!asks && !isError) return null
  return (
    <ConfirmDialog
      open
      onOpenChange={onClose}
      title={t('running.unloadDialog.title')}
      act={t('running.unloadAll')}
      danger={false}
      busy={unload.isPending}
      problem={unload.error ? problemOf(unload.error) : null}
      onConfirm={() => unload.mutate()}
    >
      <div className="flex flex-col gap-8">
        <p>
          {t(held.bytes > 0 ? 'running.unloadDialog.text' : 'running.unloadDialog.textUnknown', {
            count: models.length,
            value: format.count(models.length),
            size,
          })}
        </p>
        <ShowCall url={host.url} calls={() => unloadCalls(models.map(({ name }) => name))} />
      </div>
    </ConfirmDialog>
  )
}
