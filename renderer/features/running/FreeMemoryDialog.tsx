import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Host } from '#shared/contract/hosts.ts'
import { unloadCalls } from '#shared/domain/act-calls.ts'
import { toFree } from '#shared/domain/eviction.ts'
import { heldOf, memoryOf, memoryTotals } from '#shared/domain/memory.ts'
import { useKnownLoaded } from '../../app/data/running.ts'
import { useFormat } from '../../app/i18n.ts'
import { useNow } from '../../app/now.ts'
import { ShowCall } from '../../app/show-call/ShowCall.tsx'
import { Button, Dialog, Field, ModelName, NumberInput } from '../../ui/index.ts'
import { useMemoryActs } from '../library/memory.ts'

const GB = 1e9
const MOST_GB = 4096
/** The amount that is proposed first unless another one is wanted. */
const SOME_GB = 4

interface FreeMemoryDialogProps {
  host: Host
  /** The amount that is proposed first. */
  bytes?: number | undefined
  /** A model that is not proposed. */
  except?: string | null
  onClose: () => void
}

/** Not more, or one model more would be proposed. */
const toGb = (bytes: number) => Math.max(0.1, Math.floor(bytes / (GB / 10)) / 10)

/** Asks for an amount, proposes the models to unload for it, and unloads them. */
export function FreeMemoryDialog({ host, bytes: first, except = null, onClose }: FreeMemoryDialogProps) {
  const { t } = useTranslation()
  const format = useFormat()
  const known = useKnownLoaded(host.id)
  const loaded = (known ?? []).filter(({ name }) => name !== except)
  const memory = useMemoryActs(host.id)
  const now = useNow(5000)
  const [amount, setAmount] = useState<number | null>(first === undefined ? SOME_GB : toGb(first))
  const wanted = (amount ?? 0) * GB
  const { names, bytes } = toFree(loaded, wanted)
  const all = heldOf(memoryTotals(loaded))
  const chosen = names.flatMap((name) => loaded.find((model) => model.name === name) ?? [])
  const submit = () => {
    if (names.length === 0) return
    void memory.unload(...names)
    onClose()
  }
  return (
    <Dialog
      open
      onOpenChange={onClose}
      title={t('running.free.title')}
      description={t('running.free.text')}
      onSubmit={submit}
      actions={
        <>
          <Button onClick={onClose}>{t('common.act.cancel')}</Button>
          <Button type="submit" variant="primary" disabled={names.length === 0}>
            {names.length === 0 ? t('running.unload') : t('running.free.act', { size: format.bytes(bytes) })}
          </Button>
        </>
      }
    >
      <div className="flex flex-col gap-12">
        <Field
          label={t('running.free.amount')}
          hint={
            known === null
              ? undefined
              : loaded.length === 0
                ? t('running.summary.none')
                : t('running.free.held', { size: format.amount(all) })
          }
        >
          <NumberInput value={amount} min={0} max={MOST_GB} step={1} onValueChange={setAmount} />
        </Field>
        {names.length === 0 ? null : (
          <ul aria-label={t('running.free.proposal')} className="flex flex-col divide-y divide-line">
            {chosen.map((model) => (
              <li key={model.name} className="flex items-center justify-between gap-12 py-8">
                <div className="min-w-0">
                  <ModelName name={model.name} />
                  <p className="figures text-caption text-ink-2">
                    {model.usedAt === null
                      ? t('running.free.notUsed')
                      : t('running.free.used', {
                          time: format.seconds(now - model.usedAt),
                        })}
                  </p>
                </div>
                <span className="figures shrink-0 font-mono">{format.amount(heldOf(memoryOf(model)))}</span>
              </li>
            ))}
          </ul>
        )}
        {wanted > bytes && names.length > 0 ? <p className="text-ink-2">{t('running.free.less')}</p> : null}
        <ShowCall url={host.url} calls={() => unloadCalls(names)} />
      </div>
    </Dialog>
  )
}
