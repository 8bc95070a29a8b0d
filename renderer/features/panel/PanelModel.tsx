import { useMutation } from '@tanstack/react-query'
import { CircleStop } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import { formatClock } from '#shared/domain/format.ts'
import type { QuickModel } from '#shared/domain/quick-view.ts'
import { useClient } from '../../app/core.tsx'
import { useFormat } from '../../app/i18n.ts'
import { classes, IconButton, ModelName, seriesClass } from '../../ui/index.ts'

export function PanelModel({ hostId, model }: { hostId: string; model: QuickModel }) {
  const { t } = useTranslation()
  const format = useFormat()
  const client = useClient()
  const { name, size, expiry } = model
  const unload = useMutation({ mutationFn: () => client.running.unload({ hostId, name }) })
  const open = useMutation({ mutationFn: () => client.desktop.open({ show: { type: 'show', name } }) })
  const outcome = unload.data?.outcome
  const time = expiry.kind === 'in' ? formatClock(expiry.ms) : t(`desktop.panel.${expiry.kind}`)
  return (
    <li className="flex items-center gap-8 py-7 first:pt-0 last:pb-0">
      <span aria-hidden className={classes('size-8 shrink-0 rounded-full', seriesClass(model.slot))} />
      <div className="min-w-0 flex-1">
        <button
          type="button"
          aria-label={t('desktop.panel.open', { name })}
          onClick={() => open.mutate()}
          className="flex max-w-full rounded-small text-left hover:underline"
        >
          <ModelName name={name} />
        </button>
        <p className="figures text-caption text-ink-2">
          {size === null ? t('desktop.noMemory') : format.bytes(size)}
          {' · '}
          {time}
        </p>
        {unload.isError || (outcome && outcome !== 'gone') ? (
          <p role="alert" className="text-caption text-bad">
            {t(`desktop.freed.${unload.isError ? 'failed' : outcome === 'kept' ? 'kept' : 'stopping'}`, {
              names: name,
            })}
          </p>
        ) : null}
      </div>
      <IconButton
        icon={CircleStop}
        variant="secondary"
        label={t('desktop.panel.unload', { name })}
        busy={unload.isPending}
        onClick={() => unload.mutate()}
      />
    </li>
  )
}
