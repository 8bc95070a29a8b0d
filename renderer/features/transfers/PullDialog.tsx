import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Host } from '#shared/contract/hosts.ts'
import type { Model } from '#shared/contract/library.ts'
import { useModels } from '../../app/data/models.ts'
import { useHostName } from '../../app/host-name.ts'
import { problemOf } from '../../host/index.ts'
import { Button, Dialog, Field, ModelName, ProblemView, TextInput } from '../../ui/index.ts'
import { Advanced, plainOptions } from './Advanced.tsx'
import { nameView } from './name-view.ts'
import { NameMeaning, useFaultWords } from './NameMeaning.tsx'
import { useStartTransfer } from './queries.ts'

interface PullDialogProps {
  host: Host
  name: string
  onClose: () => void
}

export function PullDialog({ host, name, onClose }: PullDialogProps) {
  const { t } = useTranslation()
  const hostName = useHostName()
  const faultWords = useFaultWords()
  const [text, setText] = useState(name)
  const [options, setOptions] = useState(plainOptions)
  const start = useStartTransfer()
  const view = nameView(text)
  const error =
    view.kind === 'fault' ? faultWords(view.fault) : view.kind === 'local' ? t('transfers.fault.local') : undefined
  const submit = () => {
    if (view.kind !== 'name' || start.isPending) return
    start.mutate({ hostId: host.id, kind: 'pull', name: view.name, ...options }, { onSuccess: onClose })
  }
  return (
    <Dialog
      open
      onOpenChange={onClose}
      title={t('transfers.pull.title')}
      description={t('transfers.pull.to', { host: hostName(host) })}
      onSubmit={submit}
      actions={
        <>
          <Button onClick={onClose}>{t('common.act.cancel')}</Button>
          <Button type="submit" variant="primary" busy={start.isPending} disabled={view.kind !== 'name'}>
            {t('transfers.pull.act')}
          </Button>
        </>
      }
    >
      <div className="flex flex-col gap-12">
        <Field label={t('transfers.pull.name')} hint={t('transfers.pull.hint')} error={error}>
          <TextInput
            mono
            autoFocus
            value={text}
            placeholder={t('transfers.pull.placeholder')}
            onValueChange={(next) => {
              setText(next)
              start.reset()
            }}
          />
        </Field>
        {start.error ? <ProblemView problem={problemOf(start.error)} /> : null}
        {view.kind === 'name' && <NameMeaning view={view} />}
        <Again host={host} text={text} onChoose={setText} />
        <Advanced value={options} onValueChange={setOptions} />
      </div>
    </Dialog>
  )
}

const SHOWN = 6

/** Models that are here and fit what is typed, to be pulled again. */
function matching(models: readonly Model[], text: string): Model[] {
  const wanted = text.trim().toLowerCase()
  return models
    .filter(
      ({ name, untouchable }) => !untouchable && name.toLowerCase() !== wanted && name.toLowerCase().includes(wanted),
    )
    .slice(0, SHOWN)
}

function Again({ host, text, onChoose }: { host: Host; text: string; onChoose: (name: string) => void }) {
  const { t } = useTranslation()
  const models = matching(useModels(host.id, host.reach === 'up').data ?? [], text)
  if (models.length === 0) return null
  return (
    <section>
      <h3 className="text-caption text-ink-2">{t('transfers.pull.again')}</h3>
      <ul className="mt-4 flex flex-wrap gap-4">
        {models.map(({ name }) => (
          <li key={name} className="max-w-full">
            <Button className="h-24 max-w-full px-8 text-caption font-normal" onClick={() => onChoose(name)}>
              <ModelName name={name} />
            </Button>
          </li>
        ))}
      </ul>
    </section>
  )
}
