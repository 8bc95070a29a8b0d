import { useTranslation } from 'react-i18next'
import { MAX_PROMPT_CHARACTERS } from '#shared/contract/prompt-bounds.ts'
import { useFormat } from '../../app/i18n.ts'
import { Field, NumberInput, Select, TextArea } from '../../ui/index.ts'
import { thinkChoices, useForm } from './form.ts'

const MAX_CONTEXT = 10_000_000
const MAX_SEED = 2 ** 31 - 1

interface OptionsProps {
  /** Tokens; `null` if unknown. */
  maxContext: number | null
  /** Whether one of the models thinks. */
  thinks: boolean
}

/** System prompt and options; an empty one is left to the model. */
export function Options({ maxContext, thinks }: OptionsProps) {
  const { t } = useTranslation()
  const format = useFormat()
  const { system, temperature, context, most, seed, think, change } = useForm()
  const own = t('try.options.own')
  return (
    <>
      <Field label={t('try.options.system')}>
        <TextArea
          rows={2}
          value={system}
          maxLength={MAX_PROMPT_CHARACTERS}
          placeholder={own}
          onValueChange={(text) => change({ system: text })}
        />
      </Field>
      <div className="grid grid-cols-[repeat(auto-fill,minmax(150px,1fr))] items-start gap-10">
        <Field label={t('try.options.temperature')}>
          <NumberInput
            value={temperature}
            min={0}
            max={10}
            step={0.1}
            placeholder={own}
            onValueChange={(value) => change({ temperature: value })}
          />
        </Field>
        <Field
          label={t('try.options.context')}
          hint={maxContext === null ? undefined : t('try.options.contextMax', { max: format.count(maxContext) })}
        >
          <NumberInput
            value={context}
            min={1}
            max={maxContext ?? MAX_CONTEXT}
            step={1024}
            placeholder={own}
            onValueChange={(value) => change({ context: value })}
          />
        </Field>
        <Field label={t('try.options.most')}>
          <NumberInput
            value={most}
            min={1}
            max={MAX_CONTEXT}
            step={100}
            placeholder={own}
            onValueChange={(value) => change({ most: value })}
          />
        </Field>
        <Field label={t('try.options.seed')}>
          <NumberInput
            value={seed}
            min={0}
            max={MAX_SEED}
            placeholder={own}
            onValueChange={(value) => change({ seed: value })}
          />
        </Field>
        {thinks ? (
          <Field label={t('try.thinking')} hint={t('try.options.thinkHint')}>
            <Select
              value={think}
              items={thinkChoices.map((choice) => ({ value: choice, label: t(`try.options.think.${choice}`) }))}
              onValueChange={(choice) => change({ think: choice })}
            />
          </Field>
        ) : null}
      </div>
    </>
  )
}
