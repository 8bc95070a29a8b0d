import { X } from 'lucide-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Preset } from '#shared/contract/presets.ts'
import { modelKey } from '#shared/domain/model-keys.ts'
import { givenOptions, noPreset } from '#shared/domain/presets.ts'
import { usePresets, useSetPreset } from '../../app/data/presets.ts'
import { useHostNameOfKey } from '../../app/host-display.ts'
import { useFormat } from '../../app/i18n.ts'
import { problemOf } from '../../host/index.ts'
import { Button, Checkbox, escapeInvisible, IconButton, notify, ProblemView, Skeleton } from '../../ui/index.ts'

/** The presets of all hosts, also of models and hosts that are gone. */
export function PresetsList() {
  const { t } = useTranslation()
  const format = useFormat()
  const presets = usePresets()
  const [isOpen, setOpen] = useState(false)
  const { mutate, error } = useSetPreset()
  if (presets === undefined) return <Skeleton className="h-28 w-120" />
  if (presets.length === 0) return <p className="text-ink-2">{t('presets.none')}</p>
  if (!isOpen)
    return (
      <Button onClick={() => setOpen(true)}>
        {t('presets.show', { count: presets.length, value: format.count(presets.length) })}
      </Button>
    )
  const remove = (preset: Preset) =>
    mutate(
      { ...preset, ...noPreset },
      {
        onSuccess: () =>
          notify({
            title: t('presets.removed'),
            action: { label: t('presets.undo'), onSelect: () => mutate(preset) },
          }),
      },
    )
  return (
    <>
      <ul className="max-h-240 w-full overflow-y-auto rounded-control border border-line">
        {presets.map((preset) => (
          <li key={modelKey(preset)} className="flex items-start gap-10 border-b border-line p-8 last:border-b-0">
            <PresetText preset={preset} />
            <Checkbox
              checked={preset.atStart}
              label={t('presets.startLabel', { name: preset.name })}
              onCheckedChange={(atStart) => mutate({ ...preset, atStart })}
            >
              {t('presets.start')}
            </Checkbox>
            <IconButton icon={X} label={t('presets.remove', { name: preset.name })} onClick={() => remove(preset)} />
          </li>
        ))}
      </ul>
      {error ? <ProblemView problem={problemOf(error)} size="line" /> : null}
    </>
  )
}

function PresetText({ preset: { host, name, keepAlive, options } }: { preset: Preset }) {
  const { t } = useTranslation()
  const hostName = useHostNameOfKey()
  const settings = Object.entries({
    ...(keepAlive === null ? {} : { keep_alive: keepAlive }),
    ...givenOptions(options),
  })
  return (
    <div className="min-w-0 flex-1">
      <div className="font-semibold wrap-anywhere">{escapeInvisible(name)}</div>
      <div className="text-caption text-ink-2 wrap-anywhere">{escapeInvisible(hostName(host))}</div>
      {settings.length === 0 ? (
        <p className="mt-2 text-ink-2">{t('presets.noSettings')}</p>
      ) : (
        <p className="selectable mt-2 font-mono text-code wrap-anywhere">
          {settings.map(([option, value]) => `${option}=${escapeInvisible(String(value))}`).join('  ')}
        </p>
      )}
    </div>
  )
}
