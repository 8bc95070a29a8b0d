import { useMemo } from 'react'
import { useTranslation } from 'react-i18next'
import { templateFacts, templatePieces, type TemplatePiece } from '#shared/domain/go-template.ts'
import { escapeInvisible } from '../../ui/index.ts'
import { useText, type Subject } from './queries.ts'
import { TextPanel } from './TextPanel.tsx'

const looks: Record<TemplatePiece['kind'], string> = {
  text: '',
  mark: 'font-semibold text-good',
  delimiter: 'text-ink-2',
  comment: 'text-ink-2 italic',
  keyword: 'font-semibold text-accent-text',
  function: 'text-accent-text',
  field: 'font-semibold text-ink',
  variable: 'text-warning',
  string: 'text-good',
  number: 'text-warning',
  other: 'text-ink-2',
}

/** The Go template: its variables, the roles it writes, and its text with highlighted actions. */
export function Template({ subject, length }: { subject: Subject; length: number }) {
  const { data } = useText(subject, 'template', length > 0)
  const pieces = useMemo(() => templatePieces(data ?? ''), [data])
  return (
    <>
      {pieces.length > 0 && <Facts pieces={pieces} />}
      <TextPanel subject={subject} part="template" length={length}>
        {() =>
          pieces.map(({ kind, text }, at) => (
            <span key={at} className={looks[kind]}>
              {escapeInvisible(text)}
            </span>
          ))
        }
      </TextPanel>
    </>
  )
}

function Facts({ pieces }: { pieces: readonly TemplatePiece[] }) {
  const { t } = useTranslation()
  const { variables, roles, functions } = useMemo(() => templateFacts(pieces), [pieces])
  const lists = [
    ['variables', variables.map((name) => `.${name}`)],
    ['roles', roles],
    ['functions', functions],
  ] as const
  return (
    <dl className="mx-14 mt-12 flex flex-col gap-4 rounded-control border border-line bg-inset px-10 py-8">
      {lists.map(([what, names]) => (
        <div key={what} className="flex gap-10">
          <dt className="w-80 shrink-0 text-ink-2">{t(`inspector.template.${what}`)}</dt>
          <dd className="selectable min-w-0 font-mono text-code whitespace-pre-wrap wrap-anywhere">
            {names.length > 0 ? (
              escapeInvisible(names.join('  '))
            ) : (
              <span className="text-ink-2">{t('inspector.template.none')}</span>
            )}
          </dd>
        </div>
      ))}
    </dl>
  )
}
