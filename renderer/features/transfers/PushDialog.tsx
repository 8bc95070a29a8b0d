import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Host } from '#shared/contract/hosts.ts'
import type { Model } from '#shared/contract/library.ts'
import { copyCalls, transferCalls } from '#shared/domain/act-calls.ts'
import { isListedAs } from '#shared/ollama/name.ts'
import { useModels } from '../../app/data/models.ts'
import { useHostName } from '../../app/host-display.ts'
import { ShowCall } from '../../app/show-call/ShowCall.tsx'
import { problemOf } from '../../host/index.ts'
import { Button, Checkbox, Dialog, Field, ProblemView, Skeleton, TextInput } from '../../ui/index.ts'
import { Advanced, plainOptions } from './Advanced.tsx'
import { Disclosure } from './Disclosure.tsx'
import { nameView, pushTarget, type PushTarget } from './name-view.ts'
import { NameMeaning, useFaultText } from './NameMeaning.tsx'
import { PushCheck } from './PushCheck.tsx'
import { useStartPush } from './queries.ts'
import { ServerKey } from './ServerKey.tsx'

interface PushDialogProps {
  host: Host
  name: string
  onClose: () => void
}

export function PushDialog({ host, name, onClose }: PushDialogProps) {
  const { t } = useTranslation()
  const hostName = useHostName()
  const models = useModels(host.id)
  const model = models.data?.find((one) => one.name === name)
  const frame = {
    title: t('transfers.push.title', { name }),
    description: t('transfers.push.from', { host: hostName(host) }),
    onClose,
  }
  if (model && !model.cloud) return <PushForm {...frame} host={host} model={model} models={models.data ?? []} />
  const { title, description } = frame
  return (
    <Dialog open onOpenChange={onClose} title={title} description={description}>
      {models.error ? (
        <ProblemView
          problem={problemOf(models.error)}
          onRetry={() => void models.refetch()}
          retrying={models.isFetching}
        />
      ) : models.data === undefined ? (
        <Skeleton className="h-80" />
      ) : (
        <p>{t(model ? 'transfers.push.cloud' : 'transfers.push.gone', { name })}</p>
      )}
    </Dialog>
  )
}

interface PushFormProps {
  title: string
  description: string
  host: Host
  model: Model
  models: readonly Model[]
  onClose: () => void
}

function PushForm({ title, description, host, model, models, onClose }: PushFormProps) {
  const { t } = useTranslation()
  // The list omits the default host and namespace; only then a name has no slash.
  const needsNamespace = !model.name.includes('/')
  const [asCopy, setAsCopy] = useState(needsNamespace)
  const [prefix, setPrefix] = useState('')
  const [options, setOptions] = useState(plainOptions)
  const start = useStartPush()
  const error = useTargetError()
  const target: PushTarget = asCopy ? pushTarget(prefix, model, models) : nameView(model.name)
  // Without a namespace the check tells which one the account has.
  const own = nameView(model.name)
  const checked = target.kind === 'name' ? target : target.kind === 'empty' && own.kind === 'name' ? own : null
  const isThere = target.kind === 'name' && models.some(({ name }) => isListedAs(name, target.parts))
  const submit = () => {
    if (target.kind !== 'name' || start.isPending) return
    const copyOf = asCopy && !isThere ? model : undefined
    start.mutate({ hostId: host.id, name: target.name, copyOf, ...options }, { onSuccess: onClose })
  }
  return (
    <Dialog
      open
      onOpenChange={onClose}
      title={title}
      description={description}
      onSubmit={submit}
      actions={
        <>
          <Button onClick={onClose}>{t('common.act.cancel')}</Button>
          <Button type="submit" variant="primary" busy={start.isPending} disabled={target.kind !== 'name'}>
            {asCopy && !isThere ? t('transfers.push.actCopy') : t('transfers.push.act')}
          </Button>
        </>
      }
    >
      <div className="flex flex-col gap-12">
        {needsNamespace ? (
          <p className="text-ink-2">{t('transfers.push.needsNamespace', { name: model.name })}</p>
        ) : (
          <Checkbox checked={asCopy} onCheckedChange={setAsCopy}>
            {t('transfers.push.asCopy')}
          </Checkbox>
        )}
        {asCopy && (
          <Field label={t('transfers.push.namespace')} hint={t('transfers.push.namespaceHint')} error={error(target)}>
            <TextInput
              mono
              autoFocus
              value={prefix}
              placeholder={t('transfers.push.namespacePlaceholder')}
              onValueChange={(next) => {
                setPrefix(next)
                start.reset()
              }}
            />
          </Field>
        )}
        {start.error ? <ProblemView problem={problemOf(start.error)} /> : null}
        {target.kind === 'name' && (
          <div className="flex flex-col gap-6">
            <NameMeaning view={target} />
            {asCopy && (
              <p className="text-caption text-ink-2">
                {isThere
                  ? t('transfers.push.isCopy', { name: target.name })
                  : t('transfers.push.copies', { from: model.name, to: target.name })}
              </p>
            )}
          </div>
        )}
        {checked === null ? null : (
          <PushCheck
            key={`${checked.name} ${options.insecure}`}
            {...{ host, model, models, options }}
            view={checked}
            onStarted={onClose}
          />
        )}
        {target.kind === 'name' && target.registry !== 'ollama' ? (
          <p className="text-caption text-ink-2">{t('transfers.push.ownRegistry', { host: target.parts.host })}</p>
        ) : own.kind === 'name' ? (
          <Disclosure title={t('transfers.key.title')}>
            <ServerKey host={host} view={checked ?? own} />
          </Disclosure>
        ) : null}
        <Advanced value={options} onValueChange={setOptions} />
        <ShowCall
          url={host.url}
          calls={() =>
            target.kind === 'name'
              ? [
                  ...(asCopy && !isThere ? copyCalls(model.name, target.name) : []),
                  ...transferCalls('push', [
                    { model: target.name, insecure: options.insecure, stream: !options.silent },
                  ]),
                ]
              : []
          }
        />
      </div>
    </Dialog>
  )
}

function useTargetError(): (target: PushTarget) => string | undefined {
  const { t } = useTranslation()
  const faultText = useFaultText()
  return (target) => {
    switch (target.kind) {
      case 'fault':
        return faultText(target.fault)
      case 'local':
        return t('transfers.fault.local')
      case 'reserved':
        return t('transfers.fault.cloud')
      case 'same':
        return t('transfers.push.same')
      case 'taken':
        return t('transfers.push.taken', { name: target.name })
      default:
        return undefined
    }
  }
}
