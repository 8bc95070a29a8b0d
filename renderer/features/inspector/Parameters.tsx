import { useTranslation } from 'react-i18next'
import type { Inspection } from '#shared/contract/library.ts'
import { parameterDefaults, type ParameterDefault } from '#shared/ollama/defaults.ts'
import { useCurrentHost } from '../../app/data/hosts.ts'
import { CopyButton, escapeInvisible } from '../../ui/index.ts'
import { useText, type Subject } from './queries.ts'

type Values = Inspection['parameters'][number]['values']

interface ParametersProps {
  subject: Subject
  parameters: Inspection['parameters']
}

/** The parameters of the model, beside the server's defaults. */
export function Parameters({ subject, parameters }: ParametersProps) {
  const { t } = useTranslation()
  const version = useCurrentHost()?.version ?? null
  const { data: text } = useText(subject, 'parameters', parameters.length > 0)
  const defaults = parameterDefaults(version)
  const own = parameters.map(({ key, values }) => ({ key, values, byDefault: defaults.find((one) => one.key === key) }))
  const others = defaults.filter(({ key }) => !parameters.some((one) => one.key === key))
  return (
    <div className="flex flex-col px-14 pt-8 pb-14">
      <div className="flex min-h-28 items-center gap-8">
        <h3 className="flex-1 font-semibold">{t('inspector.parameters.own')}</h3>
        {text !== undefined && <CopyButton text={text} label={t('inspector.text.copy')} />}
      </div>
      {own.length === 0 && <p className="text-ink-2">{t('inspector.empty.parameters')}</p>}
      <dl>
        {own.map(({ key, values, byDefault }) => (
          <Row key={key} name={key} values={values} byDefault={byDefault} />
        ))}
      </dl>
      <h3 className="mt-14 font-semibold">{t('inspector.parameters.byDefault')}</h3>
      <p className="text-caption text-ink-2">
        {version === null
          ? t('inspector.parameters.documented')
          : t('inspector.parameters.documentedFor', { version: escapeInvisible(version) })}
      </p>
      <dl className="mt-4">
        {others.map((one) => (
          <Row key={one.key} name={one.key} byDefault={one} />
        ))}
      </dl>
    </div>
  )
}

interface RowProps {
  name: string
  values?: Values
  byDefault: ParameterDefault | undefined
}

function Row({ name, values, byDefault }: RowProps) {
  const { t } = useTranslation()
  const explained: Readonly<Record<string, string>> = t('inspector.parameter', { returnObjects: true })
  const standard =
    byDefault && defaultText(byDefault.value, t('inspector.parameters.auto'), t('inspector.parameters.none'))
  return (
    <div className="grid grid-cols-[132px_minmax(0,1fr)] gap-x-10 border-b border-line py-6">
      <dt className="selectable font-mono text-code wrap-anywhere">{escapeInvisible(name)}</dt>
      <dd className="min-w-0">
        {values ? (
          <div className="flex items-start gap-8">
            <ul className="selectable min-w-0 flex-1 font-mono text-code">
              {values.map((value, at) => (
                <li key={at} className="font-semibold whitespace-pre-wrap wrap-anywhere">
                  {typeof value === 'string' ? escapeInvisible(JSON.stringify(value)) : String(value)}
                </li>
              ))}
            </ul>
            {standard !== undefined && (
              <span className="shrink-0 text-caption text-ink-2">
                {values.length === 1 && String(values[0]) === standard
                  ? t('inspector.parameters.asDefault')
                  : t('inspector.parameters.insteadOf', { value: standard })}
              </span>
            )}
          </div>
        ) : (
          <span className="selectable font-mono text-code text-ink-2">{standard}</span>
        )}
        {Object.hasOwn(explained, name) && <p className="mt-1 text-caption text-ink-2">{explained[name]}</p>}
      </dd>
    </div>
  )
}

function defaultText(value: ParameterDefault['value'], auto: string, none: string): string {
  return value === 'auto' ? auto : value === 'none' ? none : String(value)
}
