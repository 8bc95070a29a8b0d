import { useMutation } from '@tanstack/react-query'
import { Play } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import { hasSettings } from '#shared/domain/presets.ts'
import type { QuickPreset } from '#shared/domain/quick-view.ts'
import { useClient } from '../../app/core.tsx'
import { problemOf } from '../../host/index.ts'
import { IconButton, ModelName, useProblemText } from '../../ui/index.ts'

/** A model that the user keeps a preset of and that is not in memory. */
export function PanelPreset({ hostId, preset }: { hostId: string; preset: QuickPreset }) {
  const { t } = useTranslation()
  const client = useClient()
  const problemText = useProblemText()
  const { name, isLoading } = preset
  const load = useMutation({ mutationFn: () => client.running.load({ hostId, name, usePreset: true }) })
  const isBusy = isLoading || load.isPending
  const failure = load.error && problemOf(load.error)
  return (
    <li className="flex items-center gap-8 py-7 first:pt-0 last:pb-0">
      <div className="min-w-0 flex-1">
        <ModelName name={name} />
        <p className="text-caption text-ink-2">
          {t(isBusy ? 'desktop.panel.loading' : hasSettings(preset) ? 'desktop.panel.preset' : 'desktop.panel.off')}
        </p>
        {failure && failure.code !== 'cancelled' ? (
          <p role="alert" className="text-caption text-bad">
            {problemText(failure).title}
          </p>
        ) : null}
      </div>
      <IconButton
        icon={Play}
        variant="secondary"
        label={t('desktop.panel.load', { name })}
        busy={isBusy}
        onClick={() => load.mutate()}
      />
    </li>
  )
}
