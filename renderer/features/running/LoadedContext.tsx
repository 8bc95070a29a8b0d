import { useMutation, useQuery } from '@tanstack/react-query'
import { RotateCw } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import type { Model } from '#shared/contract/library.ts'
import type { Loaded } from '#shared/contract/running.ts'
import { findOfModel, hostKey } from '#shared/domain/model-keys.ts'
import { useHostNames } from '../../app/data/hosts.ts'
import { usePresets } from '../../app/data/presets.ts'
import { useClient } from '../../app/core.tsx'
import { useFormat } from '../../app/i18n.ts'
import { useReport } from '../../app/report.ts'
import { Button } from '../../ui/index.ts'
import { inspectionQuery } from '../inspector/queries.ts'
import { useLoad } from '../library/memory.ts'
import { contextNote, numCtx } from './contexts.ts'

/** The context a model is loaded with beside those of its preset, its Modelfile and its training, and what to do. */
export function LoadedContext({ hostId, model, listed }: { hostId: string; model: Loaded; listed: Model }) {
  const { t } = useTranslation()
  const format = useFormat()
  const client = useClient()
  const inspection = useQuery(inspectionQuery(client, { hostId, name: model.name, digest: listed.digest ?? '' })).data
  const reload = useReload(hostId, model)
  const { contextLength: loaded } = model
  const trained = listed.details.contextLength
  const host = useHostNames()?.hosts.find(({ id }) => id === hostId)
  const presets = usePresets() ?? []
  const saved = host && findOfModel(presets, { host: hostKey(host), name: model.name })
  const preset = saved?.options.num_ctx ?? null
  const set = inspection ? numCtx(inspection) : null
  if (loaded === null || inspection === undefined || (preset === null && set === null && trained === null)) return null
  const note = contextNote({ loaded, preset, set, trained })
  const told = [
    t('running.contexts.loaded', { value: format.count(loaded) }),
    preset === null ? '' : t('running.contexts.preset', { value: format.count(preset) }),
    set === null ? t('running.contexts.notSet') : t('running.contexts.set', { value: format.count(set) }),
    trained === null ? '' : t('running.contexts.trained', { value: format.count(trained) }),
  ]
  const facts = told.filter((fact) => fact !== '').join(' · ')
  return (
    <div className="flex flex-wrap items-center gap-x-10 gap-y-4 text-caption text-ink-2">
      <p className="figures min-w-0 flex-1">
        {note === null
          ? t('running.contexts.all', { facts })
          : t('running.contexts.noted', {
              facts,
              note: t(`running.contexts.${note === 'asked' && preset !== null ? 'askedOther' : note}`),
            })}
      </p>
      {note === 'asked' ? (
        <Button icon={RotateCw} busy={reload.isPending} onClick={() => reload.mutate()}>
          {t('running.contexts.reload')}
        </Button>
      ) : null}
    </div>
  )
}

/** Loads the model with its preset, or without options, so that the server takes those of the Modelfile. */
function useReload(hostId: string, { name, expiresAt }: Loaded) {
  const load = useLoad()
  const report = useReport()
  const keepAlive = expiresAt === 'never' ? '-1m' : null
  return useMutation({ mutationFn: () => report(load({ hostId, name, keepAlive, usePreset: true })) })
}
