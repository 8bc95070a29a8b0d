import { useMutation } from '@tanstack/react-query'
import { ArrowDown, ArrowUp } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import type { QuickTransfer } from '#shared/domain/quick-view.ts'
import { useClient } from '../../app/core.tsx'
import { useFormat } from '../../app/i18n.ts'
import { ModelName, ProgressBar } from '../../ui/index.ts'

export function PanelTransfer({
  transfer: { id, kind, name, share, stalled, remainingMs },
}: {
  transfer: QuickTransfer
}) {
  const { t } = useTranslation()
  const format = useFormat()
  const client = useClient()
  const open = useMutation({ mutationFn: () => client.desktop.open({ show: { type: 'transfer', id } }) })
  const Icon = kind === 'pull' ? ArrowDown : ArrowUp
  const percent = share === null ? null : format.progress(share)
  const state = stalled
    ? t('desktop.transfer.stalled')
    : percent === null
      ? t('desktop.transfer.starting')
      : remainingMs === null
        ? percent
        : t('desktop.panel.left', { share: percent, time: format.seconds(remainingMs) })
  return (
    <li>
      <button
        type="button"
        aria-label={t('desktop.panel.open', { name })}
        onClick={() => open.mutate()}
        className="flex w-full items-center gap-8 rounded-small text-left hover:underline"
      >
        <Icon size={14} aria-hidden className="shrink-0 text-ink-2" />
        <span className="flex min-w-0 flex-1">
          <ModelName name={name} />
        </span>
        <span className="figures shrink-0 text-caption text-ink-2">{state}</span>
      </button>
      <div className="mt-4">
        <ProgressBar
          label={name}
          text={state}
          segments={share === null ? [] : [{ key: id, size: 1, done: share }]}
          blind={stalled}
        />
      </div>
    </li>
  )
}
