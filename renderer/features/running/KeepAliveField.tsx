import { useTranslation } from 'react-i18next'
import { Field, Select, TextInput, useProblemText } from '../../ui/index.ts'
import { keepAliveOf, type KeepAliveDraft } from './keep-alive-draft.ts'

const choices = ['default', 'short', 'hour', 'forever', 'other'] as const

/** Field for how long a model stays in memory: a preset, or a duration in Ollama's notation. */
export function KeepAliveField({
  value,
  onValueChange,
}: {
  value: KeepAliveDraft
  onValueChange: (value: KeepAliveDraft) => void
}) {
  const { t } = useTranslation()
  const problemText = useProblemText()
  const isWrong = value.text.trim() !== '' && keepAliveOf(value) === undefined
  return (
    <div className="flex flex-col gap-8">
      <Field label={t('running.loadDialog.keepAlive')}>
        <Select
          value={value.choice}
          items={choices.map((choice) => ({ value: choice, label: t(`running.keep.choices.${choice}`) }))}
          onValueChange={(choice) => onValueChange({ ...value, choice })}
        />
      </Field>
      {value.choice === 'other' && (
        <Field
          label={t('running.keep.other')}
          hint={t('running.keep.otherHint')}
          error={isWrong ? problemText({ code: 'keep_alive_invalid', params: {}, retryable: false }).title : undefined}
        >
          <TextInput
            mono
            value={value.text}
            maxLength={40}
            placeholder={t('settings.keepAlive.placeholder')}
            onValueChange={(text) => onValueChange({ ...value, text })}
          />
        </Field>
      )}
    </div>
  )
}
