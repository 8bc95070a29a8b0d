import { useTranslation } from 'react-i18next'
import type { Host } from '#shared/contract/hosts.ts'
import { Field, ModelName, Suggest, SuggestInput, SuggestList } from '../../ui/index.ts'
import type { Problem } from '#shared/contract/problem.ts'
import type { NameView } from './name-view.ts'
import { NameMeaning, useNameError } from './NameMeaning.tsx'
import { useKnownNames } from './known-names.ts'
import { isSeveral, suggestions, type CheckedName } from './names.ts'
import { usePresenceText } from './presence.ts'
import { CheckedNames } from './SeveralNames.tsx'

interface OneNameProps {
  host: Host
  text: string
  view: NameView
  checked: readonly CheckedName[]
  problems: ReadonlyMap<string, Problem>
  onChange: (text: string) => void
  /** Called when several names were pasted. */
  onSeveral: (text: string) => void
}

/** Input of one name with its meaning and suggestions. */
export function OneName({ host, text, view, checked, problems, onChange, onSeveral }: OneNameProps) {
  const { t } = useTranslation()
  const nameError = useNameError()
  const presence = usePresenceText(host)
  const named = view.kind === 'name' ? view : null
  const groups = suggestions(text, useKnownNames(host)).map(({ kind, items }) => ({
    key: kind,
    label: t(`transfers.pull.suggest.${kind}`),
    items,
  }))
  return (
    <Suggest value={text} onValueChange={onChange} groups={groups}>
      <Field
        label={t('transfers.pull.name')}
        hint={t('transfers.pull.hint')}
        error={checked.length > 1 ? undefined : nameError(view)}
      >
        <SuggestInput
          autoFocus
          placeholder={t('transfers.pull.placeholder')}
          onPaste={(event) => {
            const pasted = event.clipboardData.getData('text')
            if (!isSeveral(pasted)) return
            event.preventDefault()
            onSeveral([text.trim(), pasted.trim()].filter((part) => part !== '').join('\n'))
          }}
        />
      </Field>
      {checked.length > 1 ? (
        <CheckedNames host={host} checked={checked} problems={problems} />
      ) : (
        <NameMeaning view={named} presence={named && presence(named)} />
      )}
      <SuggestList label={t('transfers.pull.suggest.label')} onChoose={onChange}>
        {(name) => <ModelName name={name} />}
      </SuggestList>
    </Suggest>
  )
}
