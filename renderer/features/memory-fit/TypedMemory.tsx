import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { MOST_GIB, type Host, type HostMemory } from '#shared/contract/hosts.ts'
import { useClient } from '../../app/core.tsx'
import { useReport } from '../../app/report.ts'
import { Checkbox, Field, NumberInput, TextInput } from '../../ui/index.ts'
import { gpuText, readGpus } from './gpu-text.ts'

const nothing: HostMemory = { gpus: null, isUnified: false, ram: null }

/** Fields for the memory of a host's computer. Each change is saved at once. */
export function TypedMemory({ host: { id: hostId, memory } }: { host: Pick<Host, 'id' | 'memory'> }) {
  const { t } = useTranslation()
  const client = useClient()
  const report = useReport()
  /** While the field has the focus: what is typed there may not be readable yet. */
  const [text, setText] = useState<string | null>(null)
  const { gpus, isUnified, ram } = memory ?? nothing
  const save = (change: Partial<HostMemory>) => {
    const next = { ...(memory ?? nothing), ...change }
    const isEmpty = next.gpus === null && next.ram === null && !next.isUnified
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
    </div>
  )
}
