import { SlidersHorizontal } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import { useFormat } from '../../../app/i18n.ts'
import { Button, Checkbox, Field, NumberInput, Popover, TextArea } from '../../../ui/index.ts'
import { KeepAliveField } from '../../running/KeepAliveField.tsx'
import { withOption } from './options.ts'
import { useSetup } from './store.ts'
import type { Embedding } from './use-embedding.ts'

const MAX_DIMENSIONS = 100_000
const MAX_CONTEXT = 10_000_000

export function Options({ embedding: { model, options, canCut } }: { embedding: Embedding }) {
  const { t } = useTranslation()
  const format = useFormat()
  const { truncate, dimensions, keep, options: text, change } = useSetup()
  const known = 'options' in options ? options.options : {}
  const context = typeof known['num_ctx'] === 'number' ? known['num_ctx'] : null
  const set = [
    !truncate,
    dimensions !== null && canCut,
    keep.choice !== 'default',
    'fault' in options || Object.keys(known).length > 0,
  ].filter(Boolean).length
  const error = 'fault' in options ? t(`playground.options.fault.${options.fault}`, { text: options.text }) : undefined
  const most = model?.dimensions ?? null
  const reads = model?.context ?? null
  return (
    <Popover
      align="start"
      title={t('playground.options.title')}
      className="w-340"
      trigger={
        <Button icon={SlidersHorizontal} className={error === undefined ? '' : 'text-bad'}>
          {set === 0 ? t('playground.options.title') : t('playground.options.set', { value: format.count(set) })}
        </Button>
      }
    >
      <div className="mt-10 flex flex-col gap-12">
        <Checkbox checked={truncate} onCheckedChange={(checked) => change({ truncate: checked })}>
          {t('playground.options.truncate')}
          <span className="block text-caption text-ink-2">{t('playground.options.truncateHint')}</span>
        </Checkbox>
        <div className="grid grid-cols-2 items-start gap-10">
          <Field label={t('playground.options.dimensions')}>
            <NumberInput
              value={dimensions}
              min={1}
              max={most ?? MAX_DIMENSIONS}
              placeholder={most === null ? t('playground.options.all') : format.count(most)}
              disabled={!canCut}
              onValueChange={(value) => change({ dimensions: value })}
            />
          </Field>
          <Field label={t('playground.options.context')}>
            <NumberInput
              value={context}
              min={1}
              max={MAX_CONTEXT}
              placeholder={t('playground.options.own')}
              disabled={'fault' in options}
              onValueChange={(value) => change({ options: withOption(text, 'num_ctx', value) })}
            />
          </Field>
          <p className="col-span-2 -mt-4 text-caption text-ink-2">
            {format.sentences(
              t(canCut ? 'playground.options.dimensionsHint' : 'playground.options.dimensionsOld'),
              reads === null ? null : t('playground.options.contextHint', { most: format.count(reads) }),
            )}
          </p>
        </div>
        <KeepAliveField value={keep} onValueChange={(value) => change({ keep: value })} />
        <Field label={t('playground.options.loader')} hint={t('playground.options.loaderHint')} error={error}>
          <TextArea
            mono
            rows={3}
            value={text}
            placeholder={t('playground.options.loaderPlaceholder')}
            onValueChange={(next) => change({ options: next })}
          />
        </Field>
      </div>
    </Popover>
  )
}
