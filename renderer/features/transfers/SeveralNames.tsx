import { CircleAlert, CircleCheck } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import type { Host } from '#shared/contract/hosts.ts'
import type { Problem } from '#shared/contract/problem.ts'
import { Field, ModelName, ProblemView, TextArea, escapeInvisible } from '../../ui/index.ts'
import { useNameError, useRegistryText } from './NameMeaning.tsx'
import type { CheckedName } from './names.ts'
import { usePresenceText } from './presence.ts'

interface CheckedNamesProps {
  host: Host
  checked: readonly CheckedName[]
  /** Why pulls could not be started, by name. */
  problems: ReadonlyMap<string, Problem>
}

interface SeveralNamesProps extends CheckedNamesProps {
  text: string
  onChange: (text: string) => void
}

const LONGEST = 20_000

/** A list of names, each with its meaning or its fault. */
export function SeveralNames({ host, text, checked, problems, onChange }: SeveralNamesProps) {
  const { t } = useTranslation()
  return (
    <>
      <Field label={t('transfers.pull.names')} hint={t('transfers.pull.namesHint')}>
        <TextArea mono autoFocus rows={6} maxLength={LONGEST} value={text} onValueChange={onChange} />
      </Field>
      <CheckedNames host={host} checked={checked} problems={problems} />
    </>
  )
}

/** Each name as it was read. */
export function CheckedNames({ host, checked, problems }: CheckedNamesProps) {
  const { t } = useTranslation()
  const presence = usePresenceText(host)
  if (checked.length === 0) return null
  return (
    <ul aria-label={t('transfers.pull.checked')} className="flex flex-col divide-y divide-line">
      {checked.map((name) => (
        <Row
          key={name.text}
          name={name}
          presence={name.view.kind === 'name' ? presence(name.view) : null}
          problem={name.view.kind === 'name' ? problems.get(name.view.name) : undefined}
        />
      ))}
    </ul>
  )
}

interface RowProps {
  name: CheckedName
  presence: string | null
  problem: Problem | undefined
}

function Row({ name: { text, view }, presence, problem }: RowProps) {
  const { t } = useTranslation()
  const nameError = useNameError()
  const registryText = useRegistryText()
  const isGood = view.kind === 'name' && problem === undefined
  const Icon = isGood ? CircleCheck : CircleAlert
  return (
    <li className="flex items-start gap-8 py-5">
      <Icon size={14} aria-hidden className={`mt-3 shrink-0 ${isGood ? 'text-good' : 'text-bad'}`} />
      <div className="min-w-0 flex-1">
        {view.kind === 'name' ? (
          <>
            <ModelName name={view.name} wrap />
            <div className="text-caption text-ink-2">
              {registryText(view)}
              {presence === null ? '' : ` · ${presence}`}
              {view.cloud ? ` · ${t('transfers.means.cloud')}` : ''}
            </div>
          </>
        ) : (
          <>
            <div className="font-mono text-code wrap-anywhere">{escapeInvisible(text)}</div>
            <div className="text-caption text-bad">{nameError(view)}</div>
          </>
        )}
        {problem ? <ProblemView size="line" problem={problem} /> : null}
      </div>
    </li>
  )
}
