import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Button, Dialog, Field, TextArea, TextInput } from '../../../ui/index.ts'
import { groupName } from '../../../workers/files/entry.ts'
import { keysOf } from './entries.ts'
import { useTexts } from './store.ts'
import { useView } from '../view.ts'

/** Edits one text, which may have several lines, and its group. */
export function EditDialog({ at, onClose }: { at: number | null; onClose: () => void }) {
  const { t } = useTranslation()
  return (
    <Dialog
      open={at !== null}
      onOpenChange={(open) => {
        if (!open) onClose()
      }}
      title={t('playground.edit.title')}
    >
      {at === null ? null : <Form key={at} at={at} onClose={onClose} />}
    </Dialog>
  )
}

function Form({ at, onClose }: { at: number; onClose: () => void }) {
  const { t } = useTranslation()
  const { entries, replace } = useTexts()
  const activate = useView((view) => view.activate)
  const entry = entries[at] ?? { text: '', group: null }
  const [text, setText] = useState(entry.text)
  const [group, setGroup] = useState(entry.group ?? '')
  const save = () => {
    const changed = { text: text.trim(), group: groupName(group) }
    if (changed.text === '') return
    replace(at, changed)
    activate(keysOf(useTexts.getState().entries.slice(0, at + 1))[at] ?? null)
    onClose()
  }
  return (
    <form
      className="flex flex-col gap-12"
      onSubmit={(event) => {
        event.preventDefault()
        save()
      }}
    >
      <Field label={t('playground.edit.text')}>
        <TextArea
          autoFocus
          rows={7}
          value={text}
          onValueChange={setText}
          onKeyDown={(event) => {
            if (event.key !== 'Enter' || !(event.ctrlKey || event.metaKey)) return
            event.preventDefault()
            save()
          }}
        />
      </Field>
      <Field label={t('playground.group.name')} hint={t('playground.edit.groupHint')}>
        <TextInput value={group} maxLength={60} onValueChange={setGroup} />
      </Field>
      <div className="flex justify-end gap-8">
        <Button onClick={onClose}>{t('common.act.cancel')}</Button>
        <Button type="submit" variant="primary" disabled={text.trim() === ''}>
          {t('common.act.save')}
        </Button>
      </div>
    </form>
  )
}
