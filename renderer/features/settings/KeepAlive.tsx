import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Settings } from '#shared/contract/settings.ts'
import { keepAliveSeconds } from '#shared/ollama/keep-alive.ts'
import { useFormat } from '../../app/i18n.ts'
import { Chip, Field, TextInput, useProblemText } from '../../ui/index.ts'

type KeepAliveValue = Settings['keepAlive']

const choices = [
  { key: 'server', value: null },
  { key: 'short', value: '5m' },
  { key: 'hour', value: '1h' },
  { key: 'forever', value: '-1m' },
] as const satisfies readonly { key: string; value: KeepAliveValue }[]

/** Default for how long a model stays in memory, in Ollama's notation. */
export function KeepAlive({ value, onChange }: { value: KeepAliveValue; onChange: (value: KeepAliveValue) => void }) {
  const { t } = useTranslation()
  const format = useFormat()
  const problemText = useProblemText()
  const [text, setText] = useState<string | null>(null)
  const shown = text ?? (value === null ? '' : String(value))
  const seconds = shown.trim() === '' ? null : keepAliveSeconds(shown.trim())
  const wrong = shown.trim() !== '' && seconds === null
  const bad = problemText({ code: 'keep_alive_invalid', params: {}, retryable: false })

  const commit = () => {
    if (text === null || wrong) return
    const next = text.trim() === '' ? null : text.trim()
    if (next !== value) onChange(next)
    setText(null)
  }

  const meaning =
    seconds === null
      ? t('settings.keepAlive.meansServer')
      : seconds < 0
        ? t('settings.keepAlive.meansForever')
        : seconds === 0
          ? t('settings.keepAlive.meansNever')
          : t('settings.keepAlive.means', { time: format.duration(seconds * 1000) })

  return (
    <>
      <div className="flex flex-wrap gap-6">
        {choices.map((choice) => (
          <Chip
            key={choice.key}
            pressed={text === null && value === choice.value}
            onPressedChange={() => {
              setText(null)
              onChange(choice.value)
            }}
          >
            {t(`settings.keepAlive.${choice.key}`)}
          </Chip>
        ))}
      </div>
      <Field
        label={t('settings.keepAlive.other')}
        hideLabel
        className="w-260"
        error={wrong ? bad.next : undefined}
        {...(wrong ? {} : { hint: meaning })}
      >
        <TextInput
          mono
          value={shown}
          placeholder={t('settings.keepAlive.placeholder')}
          maxLength={40}
          onValueChange={setText}
          onBlur={commit}
          onKeyDown={(event) => {
            if (event.key === 'Enter') commit()
            if (event.key === 'Escape') setText(null)
          }}
        />
      </Field>
    </>
  )
}
