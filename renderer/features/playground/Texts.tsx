import { useVirtualizer } from '@tanstack/react-virtual'
import { ListPlus, Pencil } from 'lucide-react'
import { useEffect, useRef } from 'react'
import { useTranslation } from 'react-i18next'
import { useFormat } from '../../app/i18n.ts'
import { Button, Card, classes, Field, ProblemView, Select, TextArea } from '../../ui/index.ts'
import type { EmbeddingChoice } from './picker.ts'
import { usePlayground } from './store.ts'
import type { Embedding } from './use-embedding.ts'

/** The model and the texts: written while they are set up, listed with their numbers once embedded. */
export function Texts({ embedding }: { embedding: Embedding }) {
  const { isEditing, result } = usePlayground()
  const { problem, choices, isListed } = embedding
  const { t } = useTranslation()
  return (
    <>
      <ModelPicker embedding={embedding} />
      {problem ? <ProblemView size="line" problem={problem} /> : null}
      {isListed && choices.length === 0 ? <p className="text-caption text-ink-2">{t('playground.noModels')}</p> : null}
      {isEditing || result === null ? <Editor embedding={embedding} /> : <List texts={result.texts} />}
    </>
  )
}

function ModelPicker({ embedding: { choices, model } }: { embedding: Embedding }) {
  const { t } = useTranslation()
  const change = usePlayground((playground) => playground.change)
  return (
    <Select
      label={t('playground.model')}
      value={model?.name ?? null}
      placeholder={t('playground.chooseModel')}
      disabled={choices.length === 0}
      items={choices.map((choice) => ({
        value: choice.name,
        label: choice.name,
        children: <Choice choice={choice} />,
      }))}
      onValueChange={(name) => change({ model: name })}
    />
  )
}

function Choice({ choice: { name, kind } }: { choice: EmbeddingChoice }) {
  const { t } = useTranslation()
  return (
    <>
      {name}
      {kind === 'embedding' ? null : (
        <span className="block text-caption text-ink-2">{t(`playground.kinds.${kind}`)}</span>
      )}
    </>
  )
}

function Editor({ embedding: { texts, fault } }: { embedding: Embedding }) {
  const { t } = useTranslation()
  const format = useFormat()
  const { setup, change, result, edit } = usePlayground()
  const error = fault ? t(`playground.fault.${fault.fault}`, { most: format.count(fault.most) }) : undefined
  return (
    <div className="flex min-h-0 flex-1 flex-col gap-6">
      <Field label={t('playground.texts')} hideLabel error={error} className="min-h-0 flex-1">
        <TextArea
          value={setup.text}
          placeholder={t('playground.placeholder')}
          className="min-h-0 flex-1 leading-[22px]"
          onValueChange={(text) => change({ text })}
        />
      </Field>
      <div className="flex min-h-28 items-center justify-between gap-8">
        <span className="figures text-caption text-ink-2">
          {t('playground.count', { count: texts.length, value: format.count(texts.length) })}
        </span>
        {result === null ? null : (
          <span className="flex">
            {setup.text.trim() === '' && (
              <Button variant="ghost" icon={ListPlus} onClick={() => change({ text: t('playground.samples') })}>
                {t('playground.sampleTexts')}
              </Button>
            )}
            <Button variant="ghost" onClick={() => edit(false)}>
              {t('playground.backToResult')}
            </Button>
          </span>
        )}
      </div>
    </div>
  )
}

const ROW = 34

/** The texts of the result; the one chosen is the one whose neighbours are shown. */
function List({ texts }: { texts: readonly string[] }) {
  const { t } = useTranslation()
  const format = useFormat()
  const { selected, select, edit } = usePlayground()
  const scroller = useRef<HTMLDivElement>(null)
  const rows = useVirtualizer({
    count: texts.length,
    getScrollElement: () => scroller.current,
    estimateSize: () => ROW,
    overscan: 8,
  })
  useEffect(() => rows.scrollToIndex(selected), [rows, selected])
  const move = (event: React.KeyboardEvent) => {
    const to = { ArrowDown: selected + 1, ArrowUp: selected - 1, Home: 0, End: texts.length - 1 }[event.key]
    if (to === undefined) return
    event.preventDefault()
    select(Math.min(texts.length - 1, Math.max(0, to)))
  }
  return (
    <div className="flex min-h-0 flex-1 flex-col gap-6">
      <Card className="min-h-0 flex-1 overflow-hidden">
        <div
          ref={scroller}
          role="listbox"
          aria-label={t('playground.texts')}
          aria-activedescendant={`playground-text-${selected}`}
          tabIndex={0}
          onKeyDown={move}
          className="h-full overflow-y-auto rounded-card -outline-offset-2"
        >
          <div className="relative" style={{ height: rows.getTotalSize() }}>
            {rows.getVirtualItems().map(({ index, start }) => (
              <div
                key={index}
                id={`playground-text-${index}`}
                role="option"
                aria-selected={index === selected}
                aria-posinset={index + 1}
                aria-setsize={texts.length}
                title={texts[index]}
                onClick={() => select(index)}
                className={classes(
                  'absolute inset-x-0 flex items-center gap-10 border-b border-line px-12',
                  index === selected ? 'bg-soft' : 'hover:bg-hover',
                )}
                style={{ height: ROW, transform: `translateY(${start}px)` }}
              >
                <span className="figures min-w-16 text-right text-ink-2">{format.count(index + 1)}</span>
                <span className="truncate">{texts[index]}</span>
              </div>
            ))}
          </div>
        </div>
      </Card>
      <div className="flex min-h-28 items-center justify-between gap-8">
        <span className="figures text-caption text-ink-2">
          {t('playground.count', { count: texts.length, value: format.count(texts.length) })}
        </span>
        <Button variant="ghost" icon={Pencil} onClick={() => edit(true)}>
          {t('playground.edit')}
        </Button>
      </div>
    </div>
  )
}
