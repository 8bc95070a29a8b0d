import { Play, SlidersHorizontal } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import { useFormat } from '../../app/i18n.ts'
import { Button, Checkbox, Field, Kbd, NumberInput, Popover, ProgressBar, TextArea } from '../../ui/index.ts'
import { KeepAliveField } from '../running/KeepAliveField.tsx'
import { cancelRun } from './run.ts'
import { usePlayground, type Work } from './store.ts'
import type { Embedding } from './use-embedding.ts'

/** The options, and the button that runs or, while it does, how far it is. */
export function RunBar({ embedding }: { embedding: Embedding }) {
  const { t } = useTranslation()
  const format = useFormat()
  const work = usePlayground((playground) => playground.work)
  const { texts, isReady, run } = embedding
  if (work.kind === 'running') return <Progress work={work} />
  return (
    <div className="flex items-center justify-between gap-8">
      <Options embedding={embedding} />
      <Button variant="primary" icon={Play} disabled={!isReady} onClick={() => run()}>
        {texts.length === 0 ? t('playground.run') : t('playground.runCount', { value: format.count(texts.length) })}
        <span className="flex max-wide:hidden">
          <Kbd keys="mod+enter" plain />
        </span>
      </Button>
    </div>
  )
}

function Progress({ work: { done, count, stage } }: { work: Extract<Work, { kind: 'running' }> }) {
  const { t } = useTranslation()
  const format = useFormat()
  const words =
    stage === 'embedding'
      ? t('playground.progress', { done: format.count(done), all: format.count(count) })
      : t(`playground.stage.${stage}`)
  return (
    <div className="flex items-center gap-10">
      <div className="min-w-0 flex-1">
        <p className="figures mb-4 text-caption text-ink-2">{words}</p>
        <ProgressBar
          label={t('playground.title')}
          text={words}
          segments={[{ key: 'texts', size: count, done }]}
          blind={done === 0}
        />
      </div>
      <Button onClick={cancelRun}>{t('common.act.cancel')}</Button>
    </div>
  )
}

const MAX_DIMENSIONS = 100_000

function Options({ embedding: { model, options, canCut } }: { embedding: Embedding }) {
  const { t } = useTranslation()
  const format = useFormat()
  const { setup, change } = usePlayground()
  const { truncate, dimensions, keep } = setup
  const set = [
    !truncate,
    dimensions !== null && canCut,
    keep.choice !== 'default',
    !('options' in options) || Object.keys(options.options).length > 0,
  ].filter(Boolean).length
  const error = 'fault' in options ? t(`playground.options.fault.${options.fault}`, { text: options.text }) : undefined
  const most = model?.dimensions ?? null
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
        <Field
          label={t('playground.options.dimensions')}
          hint={
            !canCut
              ? t('playground.options.dimensionsOld')
              : most === null
                ? t('playground.options.dimensionsHint')
                : t('playground.options.dimensionsMost', { most: format.count(most) })
          }
        >
          <NumberInput
            value={dimensions}
            min={1}
            max={most ?? MAX_DIMENSIONS}
            placeholder={t('playground.options.all')}
            disabled={!canCut}
            onValueChange={(value) => change({ dimensions: value })}
          />
        </Field>
        <KeepAliveField value={keep} onValueChange={(value) => change({ keep: value })} />
        <Field label={t('playground.options.loader')} hint={t('playground.options.loaderHint')} error={error}>
          <TextArea
            mono
            rows={3}
            value={setup.options}
            placeholder={t('playground.options.loaderPlaceholder')}
            onValueChange={(text) => change({ options: text })}
          />
        </Field>
      </div>
    </Popover>
  )
}
