import { useMutation } from '@tanstack/react-query'
import { Suspense, useMemo, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { ModelOptions } from '#shared/contract/fields.ts'
import type { Host } from '#shared/contract/hosts.ts'
import { useModels } from '../../app/data/models.ts'
import { useLoaded } from '../../app/data/running.ts'
import { useHostName } from '../../app/host-display.ts'
import { useFormat } from '../../app/i18n.ts'
import { problemOf } from '../../host/index.ts'
import { Button, Dialog, Field, NumberInput, ProblemView } from '../../ui/index.ts'
import { ModelPicker } from '../inspector/ModelPicker.tsx'
import { loadable, loadedAs } from '../library/possible-acts.ts'
import { useElapsed, useLoad, useMemoryActs } from '../library/memory.ts'
import { MemoryFit } from '../memory-fit/lazy.ts'
import { EvictionNote } from './EvictionNote.tsx'
import { keepAliveOf, noKeepAlive } from './keep-alive-draft.ts'
import { KeepAliveField } from './KeepAliveField.tsx'

interface LoadDialogProps {
  host: Host
  name: string | null
  onClose: () => void
}

const MAX_OPTION = 1e9

export function LoadDialog({ host, name: chosen, onClose }: LoadDialogProps) {
  const { t } = useTranslation()
  const hostName = useHostName()
  const format = useFormat()
  const list = useModels(host.id)
  const models = useMemo(() => loadable(list.data ?? []), [list.data])
  const [name, setName] = useState(chosen)
  const [keep, setKeep] = useState(noKeepAlive)
  const [context, setContext] = useState<number | null>(null)
  const [gpuLayers, setGpuLayers] = useState<number | null>(null)
  const model = models.find((one) => one.name === name)
  const running = useLoaded(host.id) ?? []
  const loaded = model ? loadedAs(model, running) : null
  const load = useLoadMutation(host.id, onClose)
  const memory = useMemoryActs(host.id)
  const keepAlive = keepAliveOf(keep)
  const isReady = name !== null && keepAlive !== undefined && !load.isPending
  const contextMax = model?.details.contextLength ?? null
  const submit = () => {
    if (!isReady) return
    const options: ModelOptions = {
      ...(context === null ? {} : { num_ctx: context }),
      ...(gpuLayers === null ? {} : { num_gpu: gpuLayers }),
    }
    load.mutate({ name, keepAlive, options })
  }
  const close = () => {
    if (load.isPending && name !== null) memory.stop(name)
    onClose()
  }
  return (
    <Dialog
      open
      onOpenChange={close}
      title={t('running.loadDialog.title')}
      description={t('running.loadDialog.text', { host: hostName(host) })}
      onSubmit={submit}
      actions={
        <>
          {load.isPending && <Loading since={load.submittedAt} />}
          <Button onClick={close}>{load.isPending ? t('running.loadDialog.cancel') : t('common.act.cancel')}</Button>
          <Button type="submit" variant="primary" busy={load.isPending} disabled={!isReady}>
            {t('running.loadDialog.act')}
          </Button>
        </>
      }
    >
      <div className="flex flex-col gap-12">
        {load.problem ? <ProblemView problem={load.problem} /> : null}
        {list.error ? (
          <ProblemView problem={problemOf(list.error)} onRetry={() => void list.refetch()} retrying={list.isFetching} />
        ) : null}
        <Field
          label={t('running.loadDialog.model')}
          hint={loaded === null ? undefined : t('running.loadDialog.isLoaded', { name: loaded })}
        >
          <ModelPicker
            label={t('running.loadDialog.choose')}
            models={models}
            value={name}
            disabled={load.isPending || models.length === 0}
            onChoose={(next) => {
              setName(next)
              load.reset()
            }}
          />
        </Field>
        {list.data && models.length === 0 ? <p className="text-ink-2">{t('running.loadDialog.none')}</p> : null}
        {model && loaded === null && !load.isPending ? (
          <EvictionNote host={host} model={model} context={context} gpuLayers={gpuLayers} />
        ) : null}
        <KeepAliveField value={keep} onValueChange={setKeep} />
        <Field
          label={t('running.loadDialog.context')}
          hint={
            contextMax === null
              ? t('running.loadDialog.contextHint')
              : t('running.loadDialog.contextMax', { max: format.count(contextMax) })
          }
        >
          <NumberInput
            value={context}
            min={1}
            max={contextMax ?? MAX_OPTION}
            step={1024}
            placeholder={t('running.loadDialog.auto')}
            disabled={load.isPending}
            onValueChange={setContext}
          />
        </Field>
        {model ? (
          <Suspense>
            <MemoryFit
              key={model.name}
              host={host}
              name={model.name}
              digest={model.digest ?? ''}
              context={context}
              gpuLayers={gpuLayers}
              disabled={load.isPending}
              onContextChange={setContext}
            />
          </Suspense>
        ) : null}
        <Field label={t('running.loadDialog.gpuLayers')} hint={t('running.loadDialog.gpuLayersHint')}>
          <NumberInput
            value={gpuLayers}
            min={0}
            max={MAX_OPTION}
            placeholder={t('running.loadDialog.auto')}
            disabled={load.isPending}
            onValueChange={setGpuLayers}
          />
        </Field>
      </div>
    </Dialog>
  )
}

function Loading({ since }: { since: number }) {
  const { t } = useTranslation()
  const time = useElapsed(since)
  return <p className="figures min-w-0 flex-1 text-caption text-ink-2">{t('running.loadDialog.loading', { time })}</p>
}

interface LoadInput {
  name: string
  keepAlive: string | null
  options: ModelOptions
}

function useLoadMutation(hostId: string, onDone: () => void) {
  const loadModel = useLoad()
  const load = useMutation({
    mutationFn: async ({ name, keepAlive, options }: LoadInput) => {
      const some = Object.keys(options).length > 0 ? { options } : {}
      const outcome = await loadModel({ hostId, name, keepAlive, ...some })
      if (outcome === 'done') onDone()
    },
  })
  return {
    mutate: load.mutate,
    reset: load.reset,
    isPending: load.isPending,
    submittedAt: load.submittedAt,
    problem: load.error ? problemOf(load.error) : null,
  }
}
