import { useMutation } from '@tanstack/react-query'
import { Suspense, useMemo, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Host } from '#shared/contract/hosts.ts'
import type { LoaderOptions, Preset } from '#shared/contract/presets.ts'
import { loadCalls } from '#shared/domain/act-calls.ts'
import { findOfModel, hostKey } from '#shared/domain/model-keys.ts'
import { givenOptions, isSamePreset, MOST_OPTION } from '#shared/domain/presets.ts'
import { useModels } from '../../app/data/models.ts'
import { usePresets, useSetPreset } from '../../app/data/presets.ts'
import { useLoaded } from '../../app/data/running.ts'
import { useSettings } from '../../app/data/settings.ts'
import { useHostName } from '../../app/host-display.ts'
import { useFormat } from '../../app/i18n.ts'
import { ShowCall } from '../../app/show-call/ShowCall.tsx'
import { problemOf } from '../../host/index.ts'
import { Button, classes, Dialog, Field, notify, NumberInput, ProblemView, Skeleton } from '../../ui/index.ts'
import { ModelPicker } from '../inspector/ModelPicker.tsx'
import { loadable, loadedAs } from '../library/possible-acts.ts'
import { useElapsed, useLoad, useMemoryActs } from '../library/memory.ts'
import { MemoryFit } from '../memory-fit/lazy.ts'
import { EvictionNote } from './EvictionNote.tsx'
import { keepAliveOf } from './keep-alive-draft.ts'
import { KeepAliveField } from './KeepAliveField.tsx'
import { draftOf, presetOf, type LoadDraft } from './load-draft.ts'
import { LoaderOptionFields } from './LoaderOptionFields.tsx'
import { PresetFields } from './PresetFields.tsx'

interface LoadDialogProps {
  host: Host
  name: string | null
  onClose: () => void
}

export function LoadDialog({ host, name: chosen, onClose }: LoadDialogProps) {
  const { t } = useTranslation()
  const hostName = useHostName()
  const format = useFormat()
  const list = useModels(host.id)
  const models = useMemo(() => loadable(list.data ?? []), [list.data])
  const [name, setName] = useState(chosen)
  const presets = usePresets()
  const key = { host: hostKey(host), name: name ?? '' }
  const saved = findOfModel(presets ?? [], key)
  /** `null` until the user changes something: the preset of the model is shown then. */
  const [changed, setChanged] = useState<LoadDraft | null>(null)
  const draft = changed ?? draftOf(saved)
  const change = (some: Partial<LoadDraft>) => setChanged({ ...draft, ...some })
  const setOptions = (some: LoaderOptions) => change({ options: { ...draft.options, ...some } })
  const model = models.find((one) => one.name === name)
  const running = useLoaded(host.id) ?? []
  const loaded = model ? loadedAs(model, running) : null
  const { load, save, problem, reset } = useLoadActs(host.id, onClose)
  const memory = useMemoryActs(host.id)
  const keepAlive = keepAliveOf(draft.keep)
  const defaultKeepAlive = useSettings()?.keepAlive
  const next = presetOf(key, draft)
  const unsaved = changed !== null && next && !isSamePreset(saved, next) ? next : null
  const isReady = name !== null && presets !== undefined && keepAlive !== undefined && !load.isPending
  const contextMax = model?.details.contextLength ?? null
  const { num_ctx: context = null, num_gpu: gpuLayers = null } = draft.options
  const submit = () => {
    if (isReady) load.mutate({ name, keepAlive, options: draft.options, unsaved })
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
      width={model ? 'large' : 'normal'}
      onSubmit={submit}
      actions={
        <>
          {load.isPending && <Loading since={load.submittedAt} />}
          <Button onClick={close}>{load.isPending ? t('running.loadDialog.cancel') : t('common.act.cancel')}</Button>
          {unsaved && isReady ? (
            <Button busy={save.isPending} onClick={() => save.mutate(unsaved)}>
              {t('presets.save')}
            </Button>
          ) : null}
          <Button type="submit" variant="primary" busy={load.isPending} disabled={!isReady}>
            {t('running.loadDialog.act')}
          </Button>
        </>
      }
    >
      <div className={classes('grid gap-20', model && 'grid-cols-2')}>
        <div className="flex min-w-0 flex-col gap-12">
          {problem ? <ProblemView problem={problem} /> : null}
          {list.error ? (
            <ProblemView
              problem={problemOf(list.error)}
              onRetry={() => void list.refetch()}
              retrying={list.isFetching}
            />
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
              onChoose={(choice) => {
                setName(choice)
                setChanged(null)
                reset()
              }}
            />
          </Field>
          {list.data && models.length === 0 ? <p className="text-ink-2">{t('running.loadDialog.none')}</p> : null}
          {model && !load.isPending ? (
            <EvictionNote key={model.name} host={host} model={model} loaded={loaded} options={draft.options} />
          ) : null}
          {presets === undefined ? (
            <Skeleton className="h-160" />
          ) : (
            <>
              <KeepAliveField value={draft.keep} onValueChange={(keep) => change({ keep })} />
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
                  max={contextMax ?? MOST_OPTION}
                  step={1024}
                  placeholder={t('running.loadDialog.auto')}
                  disabled={load.isPending}
                  onValueChange={(tokens) => setOptions({ num_ctx: tokens ?? undefined })}
                />
              </Field>
              <Field label={t('running.loadDialog.gpuLayers')} hint={t('running.loadDialog.gpuLayersHint')}>
                <NumberInput
                  value={gpuLayers}
                  min={0}
                  max={MOST_OPTION}
                  placeholder={t('running.loadDialog.auto')}
                  disabled={load.isPending}
                  onValueChange={(layers) => setOptions({ num_gpu: layers ?? undefined })}
                />
              </Field>
              <LoaderOptionFields value={draft.options} disabled={load.isPending} onValueChange={setOptions} />
              {model ? <PresetFields host={host} value={draft} onValueChange={change} /> : null}
              <ShowCall
                url={host.url}
                calls={() => {
                  if (name === null || keepAlive === undefined) return []
                  const options = givenOptions(draft.options)
                  const request = {
                    model: name,
                    keep_alive: keepAlive ?? defaultKeepAlive ?? undefined,
                    ...(Object.keys(options).length > 0 ? { options } : {}),
                  }
                  const can = model?.capabilities ?? []
                  const embeds = can.includes('embedding') && !can.includes('completion')
                  return loadCalls(request, embeds ? 'legacy' : null)
                }}
              />
            </>
          )}
        </div>
        {model ? (
          <div className="flex min-w-0 flex-col gap-12">
            {presets === undefined ? null : (
              <Suspense>
                <MemoryFit
                  key={model.name}
                  host={host}
                  name={model.name}
                  digest={model.digest ?? ''}
                  context={context}
                  gpuLayers={gpuLayers}
                  batch={draft.options.num_batch ?? null}
                  disabled={load.isPending}
                  onContextChange={(tokens) => setOptions({ num_ctx: tokens })}
                />
              </Suspense>
            )}
          </div>
        ) : null}
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
  options: LoaderOptions
  /** What is to be saved first. */
  unsaved: Preset | null
}

/** Loads, or only saves the preset, and closes the dialog after. */
function useLoadActs(hostId: string, onDone: () => void) {
  const { t } = useTranslation()
  const loadModel = useLoad()
  const setPreset = useSetPreset()
  const load = useMutation({
    mutationFn: async ({ name, keepAlive, options, unsaved }: LoadInput) => {
      if (unsaved) await setPreset.mutateAsync(unsaved)
      const given = givenOptions(options)
      const some = Object.keys(given).length > 0 ? { options: given } : {}
      const outcome = await loadModel({ hostId, name, keepAlive, ...some })
      if (outcome === 'done') onDone()
    },
  })
  const save = useMutation({
    mutationFn: (preset: Preset) => setPreset.mutateAsync(preset),
    onSuccess(_, { name }) {
      notify({ title: t('presets.saved', { name }) })
      onDone()
    },
  })
  const error = load.error ?? save.error
  return {
    load,
    save,
    problem: error ? problemOf(error) : null,
    reset() {
      load.reset()
      save.reset()
    },
  }
}
