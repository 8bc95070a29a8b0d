import { Plus, X } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import { useCurrentHost } from '../../../app/data/hosts.ts'
import { Button, IconButton, ProblemView, Select } from '../../../ui/index.ts'
import type { EmbeddingChoice } from './picker.ts'
import { useSetup } from './store.ts'
import type { Embedding } from './use-embedding.ts'

/** Picker of the model, and of an optional second one for the same texts. */
export function ModelPickers({ embedding }: { embedding: Embedding }) {
  const { t } = useTranslation()
  const change = useSetup((setup) => setup.change)
  const host = useCurrentHost()
  const { problem, choices, isListed, model, second } = embedding
  const other = choices.find(({ name }) => name !== model?.name)
  return (
    <>
      <div className="flex gap-6">
        <Picker
          label={t('playground.model')}
          choices={choices}
          value={model}
          onChoose={(name) => change({ model: name })}
        />
        {second === null && (
          <Button icon={Plus} disabled={other === undefined} onClick={() => change({ second: other?.name ?? null })}>
            {t('playground.compare')}
          </Button>
        )}
      </div>
      {second === null ? null : (
        <div className="flex gap-6">
          <Picker
            label={t('playground.secondModel')}
            choices={choices}
            value={second}
            onChoose={(name) => change({ second: name })}
          />
          <IconButton icon={X} label={t('playground.noSecond')} onClick={() => change({ second: null })} />
        </div>
      )}
      {host?.kind === 'sandbox' ? <p className="text-caption text-ink-2">{t('playground.sandbox')}</p> : null}
      {problem ? <ProblemView size="line" problem={problem} /> : null}
      {isListed && choices.length === 0 ? <p className="text-caption text-ink-2">{t('playground.noModels')}</p> : null}
      {[model, second].some((choice) => choice?.isRefused) ? (
        <p className="text-caption text-warning">{t('playground.refused')}</p>
      ) : [model, second].some((choice) => choice?.kind === 'other') ? (
        <p className="text-caption text-warning">{t('playground.notMadeForIt')}</p>
      ) : null}
    </>
  )
}

interface PickerProps {
  label: string
  choices: readonly EmbeddingChoice[]
  value: EmbeddingChoice | null
  onChoose: (name: string) => void
}

function Picker({ label, choices, value, onChoose }: PickerProps) {
  const { t } = useTranslation()
  return (
    <Select
      label={label}
      value={value?.name ?? null}
      placeholder={t('playground.chooseModel')}
      disabled={choices.length === 0}
      className="flex-1"
      items={choices.map((choice) => ({
        value: choice.name,
        label: choice.name,
        children: <Choice choice={choice} />,
      }))}
      onValueChange={onChoose}
    />
  )
}

function Choice({ choice: { name, kind, isRefused } }: { choice: EmbeddingChoice }) {
  const { t } = useTranslation()
  const told = isRefused ? 'refused' : kind
  return (
    <>
      {name}
      {told === 'embedding' ? null : (
        <span className="block text-caption text-ink-2">{t(`playground.kinds.${told}`)}</span>
      )}
    </>
  )
}
