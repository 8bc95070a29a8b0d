import { useTranslation } from 'react-i18next'
import type { Host } from '#shared/contract/hosts.ts'
import { useModels } from '../../app/data/models.ts'
import { Field, ModelName, Suggest, SuggestInput, SuggestList } from '../../ui/index.ts'
import type { NameView } from './name-view.ts'
import { NameMeaning, useNameError } from './NameMeaning.tsx'
import { isSeveral, suggestions } from './names.ts'
import { useRecentPulls } from './recent.ts'

interface OneNameProps {
  host: Host
  text: string
  view: NameView
  onChange: (text: string) => void
  /** A list was pasted. */
  onSeveral: (text: string) => void
}

/** A name as it is typed, what it means, and names to choose from. */
export function OneName({ host, text, view, onChange, onSeveral }: OneNameProps) {
  const { t } = useTranslation()
  const nameError = useNameError()
  const models = useModels(host.id, host.reach === 'up').data ?? []
  const recent = useRecentPulls((pulls) => pulls.names)
  const here = models.filter(({ untouchable }) => !untouchable).map(({ name }) => name)
  const groups = suggestions(text, here, recent).map(({ kind, items }) => ({
    key: kind,
    label: t(`transfers.pull.suggest.${kind}`),
    items,
  }))
  return (
    <Suggest value={text} onValueChange={onChange} groups={groups}>
      <Field label={t('transfers.pull.name')} hint={t('transfers.pull.hint')} error={nameError(view)}>
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
      <NameMeaning view={view.kind === 'name' ? view : null} />
      <SuggestList label={t('transfers.pull.suggest.label')} onChoose={onChange}>
        {(name) => <ModelName name={name} />}
      </SuggestList>
    </Suggest>
  )
}
