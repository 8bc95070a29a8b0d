import { useTranslation } from 'react-i18next'
import type { Inspection } from '#shared/contract/library.ts'
import { Parameters } from './Parameters.tsx'
import type { Subject } from './queries.ts'
import { TextPanel } from './TextPanel.tsx'

/** What the model sets beside its template: system prompt, messages and parameters. */
export function Configuration({ subject, inspection }: { subject: Subject; inspection: Inspection }) {
  const { t } = useTranslation()
  const { texts, parameters } = inspection
  return (
    <>
      {(['system', 'messages'] as const)
        .filter((part) => part === 'system' || texts.messages > 0)
        .map((part) => (
          <section key={part} aria-labelledby={`inspector-${part}`} className="border-b border-line pt-10">
            <h3 id={`inspector-${part}`} className="px-14 font-semibold">
              {t(`inspector.text.${part}`)}
            </h3>
            <TextPanel subject={subject} part={part} length={texts[part]} />
          </section>
        ))}
      <Parameters subject={subject} parameters={parameters} />
    </>
  )
}
