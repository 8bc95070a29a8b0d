import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Host } from '#shared/contract/hosts.ts'
import { toFree } from '#shared/domain/eviction.ts'
import { heldOf, memoryOf, memoryTotals } from '#shared/domain/memory.ts'
import { useLoaded } from '../../app/data/running.ts'
import { useFormat } from '../../app/i18n.ts'
import { useNow } from '../../app/now.ts'
import { Button, Dialog, Field, ModelName, NumberInput } from '../../ui/index.ts'
import { useMemoryActs } from '../library/memory.ts'

const GB = 1e9
const MOST_GB = 4096
/** The amount that is proposed first. */
const SOME_GB = 4

/** Asks for an amount, proposes the models to unload for it, and unloads them. */
export function FreeMemoryDialog({ host, onClose }: { host: Host; onClose: () => void }) {
  const { t } = useTranslation()
  const format = useFormat()
  const loaded = useLoaded(host.id) ?? []
  const memory = useMemoryActs(host.id)
  const now = useNow(5000)
  const [amount, setAmount] = useState<number | null>(SOME_GB)
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
        <Field label={t('running.free.amount')} hint={t('running.free.held', { size: format.amount(all) })}>
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
      </div>
    </Dialog>
  )
}
