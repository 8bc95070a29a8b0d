import { useTranslation } from 'react-i18next'
import type { Inspection } from '#shared/contract/library.ts'
import type { UseOptions } from '#shared/domain/snippets.ts'
import { keepAliveSeconds } from '#shared/ollama/keep-alive.ts'
import { Field, NumberInput, TextInput, useProblemText } from '../../ui/index.ts'
import { useUsageChoice } from './usage-choice.ts'

interface UsageOptionsProps {
  parameters: Inspection['parameters']
  takes: readonly (keyof UseOptions)[]
}

/** The options of the example; an empty field leaves it to the model, whose own value is shown in it. */
export function UsageOptions({ parameters, takes }: UsageOptionsProps) {
  const { t } = useTranslation()
  const problemText = useProblemText()
  const { numCtx, temperature, keepAlive, change } = useUsageChoice()
  const ownOf = (key: string) =>
    String(parameters.find((one) => one.key === key)?.values[0] ?? t('inspector.usage.default'))
  const isWrong = keepAlive.trim() !== '' && keepAliveSeconds(keepAlive.trim()) === null
  if (takes.length === 0) return null
  return (
    <div className="grid w-full grid-cols-3 items-start gap-8">
      {takes.includes('num_ctx') && (
        <Field label={t('inspector.usage.numCtx')}>
          <NumberInput
            value={numCtx}
            onValueChange={(next) => change({ numCtx: next })}
            min={1}
            max={10_000_000}
            step={1024}
            placeholder={ownOf('num_ctx')}
          />
        </Field>
      )}
      {takes.includes('temperature') && (
        <Field label={t('inspector.usage.temperature')}>
          <NumberInput
            value={temperature}
            onValueChange={(next) => change({ temperature: next })}
            min={0}
            max={2}
            step={0.1}
            placeholder={ownOf('temperature')}
          />
        </Field>
      )}
      {takes.includes('keep_alive') && (
        <Field
          label={t('inspector.usage.keepAlive')}
          error={isWrong ? problemText({ code: 'keep_alive_invalid', params: {}, retryable: false }).title : undefined}
        >
          <TextInput
            mono
            value={keepAlive}
            maxLength={40}
            placeholder={t('inspector.usage.default')}
            onValueChange={(next) => change({ keepAlive: next })}
          />
        </Field>
      )}
    </div>
  )
}
