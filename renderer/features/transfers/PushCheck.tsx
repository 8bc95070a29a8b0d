import { useMutation } from '@tanstack/react-query'
import { ShieldCheck } from 'lucide-react'
import { useEffect, useRef } from 'react'
import { useTranslation } from 'react-i18next'
import type { Host } from '#shared/contract/hosts.ts'
import type { Model } from '#shared/contract/library.ts'
import type { PushPreview } from '#shared/contract/push-preview.ts'
import { isListedAs, listedParts } from '#shared/ollama/name.ts'
import { useClient } from '../../app/core.tsx'
import { useSettings } from '../../app/data/settings.ts'
import { useFormat } from '../../app/i18n.ts'
import { problemOf } from '../../host/index.ts'
import { Button, ProblemView, useProblemText } from '../../ui/index.ts'
import { AccountState, Finding } from '../hosts/AccountState.tsx'
import type { AdvancedOptions } from './Advanced.tsx'
import { registryLabel, type NamedView } from './name-view.ts'
import { useStartPush } from './queries.ts'

interface PushCheckProps {
  host: Host
  model: Model
  models: readonly Model[]
  /** The name under which it would be pushed. */
  view: NamedView
  options: AdvancedOptions
  /** Called when the push under the offered name is started. */
  onStarted?: (() => void) | undefined
}

/**
 * Tells what stands in the way of a push when its button is pressed, and only then: ollama.com and the registry learn of
 * it. Mount it anew for each name.
 */
export function PushCheck({ host, model, models, view, options, onStarted }: PushCheckProps) {
  const { t } = useTranslation()
  const client = useClient()
  const hint = useHint(host, view)
  const ending = useRef<AbortController>(null)
  const { insecure } = options
  const { mutate, data, error, isPending } = useMutation({
    mutationFn: async () => {
      ending.current = new AbortController()
      const { signal } = ending.current
      return client.transfers.previewPush({ hostId: host.id, model: model.name, name: view.name, insecure }, { signal })
    },
  })
  useEffect(() => () => ending.current?.abort(), [])
  const row = useRef<HTMLDivElement>(null)
  // The answer may end below the visible part of a small dialog.
  useEffect(() => {
    if (data !== undefined || error !== null) row.current?.scrollIntoView({ block: 'nearest' })
  }, [data, error])
  return (
    <div ref={row} className="flex flex-col gap-6">
      <div className="flex items-center gap-12">
        <Button icon={ShieldCheck} busy={isPending} onClick={() => mutate()}>
          {t(data || error ? 'transfers.pushCheck.again' : 'transfers.pushCheck.check')}
        </Button>
        {data || error ? null : (
          <p className="min-w-0 text-caption text-ink-2">{isPending ? t('transfers.pushCheck.asking') : hint}</p>
        )}
      </div>
      <div role="status" className="flex flex-col gap-4">
        {data && !isPending ? (
          <>
            {data.account && <AccountState account={data.account} />}
            <Namespace preview={data} view={view} />
            {data.suggested === null ? null : (
              <Suggestion {...{ host, model, models, options, onStarted }} name={data.suggested} />
            )}
            <Published preview={data} registry={registryLabel(view)} />
          </>
        ) : null}
      </div>
      {error && !isPending ? <ProblemView problem={problemOf(error)} size="line" /> : null}
    </div>
  )
}

/** Who is asked. */
function useHint(host: Host, view: NamedView): string {
  const { t } = useTranslation()
  const asksRegistries = useSettings()?.askRegistries === true
  const registry = registryLabel(view)
  if (host.kind === 'sandbox') return t('transfers.size.sandbox')
  if (view.registry === 'ollama')
    return t(asksRegistries ? 'transfers.pushCheck.asksBoth' : 'transfers.pushCheck.asksAccount', { registry })
  return t(asksRegistries ? 'transfers.pushCheck.asksRegistry' : 'transfers.pushCheck.asksNobody', { registry })
}

function Namespace({ preview: { account, namespace }, view }: { preview: PushPreview; view: NamedView }) {
  const { t } = useTranslation()
  if (namespace === 'missing')
    return <Finding mark="warning">{t('transfers.pushCheck.missing', { name: view.name })}</Finding>
  if (namespace !== 'other' || account?.state !== 'signed_in') return null
  const values = { namespace: view.parts.namespace, account: account.name }
  return <Finding mark="warning">{t('transfers.pushCheck.other', values)}</Finding>
}

/** Copies the model to the name that the account owns, unless it is there, and pushes that. */
function Suggestion({
  host,
  model,
  models,
  options,
  onStarted,
  name,
}: Omit<PushCheckProps, 'view'> & { name: string }) {
  const { t } = useTranslation()
  const start = useStartPush()
  const there = models.find((one) => isListedAs(one.name, listedParts(name)))
  const isCopy = there !== undefined && (there.name === model.name || model.copies.includes(there.name))
  if (there && !isCopy) return <Finding mark="warning">{t('transfers.push.taken', { name: there.name })}</Finding>
  const copyOf = isCopy ? undefined : model
  return (
    <div className="pl-20">
      <Button
        busy={start.isPending}
        className="max-w-full"
        onClick={() => start.mutate({ hostId: host.id, name, copyOf, ...options }, { onSuccess: () => onStarted?.() })}
      >
        <span className="truncate">
          {t(isCopy ? 'transfers.pushCheck.push' : 'transfers.pushCheck.copyAndPush', { name })}
        </span>
      </Button>
      {start.error ? <ProblemView problem={problemOf(start.error)} size="line" className="pt-4" /> : null}
    </div>
  )
}

function Published({ preview, registry }: { preview: PushPreview; registry: string }) {
  const { t } = useTranslation()
  const format = useFormat()
  const problemText = useProblemText()
  const { name, namespace, suggested, size, toSend, published, registryProblem } = preview
  // A name without namespace is none to publish.
  const isAsked = namespace !== 'missing' || suggested !== null
  const amount = format.amount(toSend)
  const found = t(`transfers.pushCheck.published.${published}`, { registry, name })
  const toSendText =
    size === null
      ? t('transfers.pushCheck.sizeUnknown')
      : toSend.bytes === size
        ? t('transfers.pushCheck.sizeAll', { amount })
        : t('transfers.pushCheck.size', { amount, total: format.bytes(size) })
  const mark = published === 'other' ? 'warning' : published === 'unknown' || published === 'alike' ? 'unknown' : 'good'
  return (
    <Finding mark={mark}>
      {isAsked && (
        <p>
          {registryProblem === null
            ? found
            : t('transfers.pushCheck.because', { found, what: problemText(registryProblem).title })}
        </p>
      )}
      {published === 'same' ? null : <p className="figures text-caption text-ink-2">{toSendText}</p>}
    </Finding>
  )
}
