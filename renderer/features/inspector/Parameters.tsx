import { useTranslation } from 'react-i18next'
import type { Inspection } from '#shared/contract/library.ts'
import { visible } from '../../ui/index.ts'
import { Nothing } from './TextPanel.tsx'

/** What the model sets instead of Ollama's defaults; a parameter with several values is a list. */
export function Parameters({ parameters }: Pick<Inspection, 'parameters'>) {
  const { t } = useTranslation()
  if (parameters.length === 0) return <Nothing text={t('inspector.empty.parameters')} />
  return (
    <dl className="flex flex-col px-14 py-6">
      {parameters.map(({ key, values }) => (
        <div
          key={key}
          className="grid min-h-32 grid-cols-[140px_minmax(0,1fr)] items-center gap-10 border-b border-line py-5 font-mono text-code"
        >
          <dt className="self-start text-ink-2 wrap-anywhere">{visible(key)}</dt>
          <dd className="selectable">
            <ul>
              {values.map((value, at) => (
                <li key={at} className="whitespace-pre-wrap wrap-anywhere">
                  {typeof value === 'string' ? visible(JSON.stringify(value)) : String(value)}
                </li>
              ))}
            </ul>
          </dd>
        </div>
      ))}
    </dl>
  )
}
