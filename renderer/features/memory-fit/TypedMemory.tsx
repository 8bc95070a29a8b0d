import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { MOST_GIB, MOST_SLOTS, type Host, type HostMemory } from '#shared/contract/hosts.ts'
import { cacheTypes } from '#shared/domain/memory-fit/setting.ts'
import { useClient } from '../../app/core.tsx'
import { useReport } from '../../app/report.ts'
import { Checkbox, Field, NumberInput, Select, TextInput } from '../../ui/index.ts'
import { gpuText, readGpus } from './gpu-text.ts'
import { useMeasuredMachine } from './queries.ts'

const nothing: HostMemory = { gpus: null, isUnified: false, ram: null, cacheType: null, slots: null }

/** Fields for the memory of a host's computer, unless it is measured, and for how its server is set. Each change is saved at once. */
export function TypedMemory({ host: { id: hostId, memory } }: { host: Pick<Host, 'id' | 'memory'> }) {
  const { t } = useTranslation()
  const client = useClient()
  const report = useReport()
  /** While the field has the focus: what is typed there may not be readable yet. */
  const [text, setText] = useState<string | null>(null)
  const isMeasured = useMeasuredMachine(hostId) !== null
  const { gpus, isUnified, ram, cacheType, slots } = memory ?? nothing
  const save = (change: Partial<HostMemory>) => {
    const next = { ...(memory ?? nothing), ...change }
    const { isUnified, ...figures } = next
    const isEmpty = !isUnified && Object.values(figures).every((figure) => figure === null)
    void report(client.hosts.setMemory({ hostId, memory: isEmpty ? null : next }))
  }
  const type = (typed: string) => {
    setText(typed)
    const read = readGpus(typed)
    if (read !== undefined) save({ gpus: read })
  }
  const isWrong = text !== null && readGpus(text) === undefined
  return (
    <div className="flex flex-col gap-6">
      {isMeasured ? (
        <p className="text-caption text-ink-2">{t('hosts.memory.measured')}</p>
      ) : (
        <>
          <div className="grid grid-cols-2 gap-x-12">
            <Field label={t('hosts.memory.gpus')} error={isWrong ? t('hosts.memory.wrong') : undefined}>
              <TextInput
                value={text ?? gpuText(gpus)}
                maxLength={200}
                placeholder={t('common.unknown')}
                onValueChange={type}
                onBlur={() => {
                  if (!isWrong) setText(null)
                }}
              />
            </Field>
            <Field label={t('hosts.memory.ram')}>
              <NumberInput
                value={ram}
                min={1}
                max={MOST_GIB}
                placeholder={t('common.unknown')}
                onValueChange={(value) => save({ ram: value })}
              />
            </Field>
          </div>
          <Checkbox checked={isUnified} onCheckedChange={(value) => save({ isUnified: value })}>
            {t('hosts.memory.unified')}
          </Checkbox>
          <p className="text-caption text-ink-2">{t('hosts.memory.hint')}</p>
        </>
      )}
      <div className="grid grid-cols-2 items-end gap-x-12">
        <Field label={t('hosts.memory.cacheType')}>
          <Select
            value={cacheType ?? 'unknown'}
            items={(['unknown', ...cacheTypes] as const).map((value) => ({
              value,
              label: value === 'unknown' ? t('common.unknown') : value,
            }))}
            onValueChange={(value) => save({ cacheType: value === 'unknown' ? null : value })}
          />
        </Field>
        <Field label={t('hosts.memory.parallel')}>
          <NumberInput
            value={slots}
            min={1}
            max={MOST_SLOTS}
            placeholder={t('common.unknown')}
            onValueChange={(value) => save({ slots: value === null ? null : Math.round(value) })}
          />
        </Field>
      </div>
      <p className="text-caption text-ink-2">{t('hosts.memory.serverHint')}</p>
    </div>
  )
}
