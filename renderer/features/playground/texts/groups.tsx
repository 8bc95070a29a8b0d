import type { TFunction } from 'i18next'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Button, Dialog, Field, TextInput, type MenuEntry } from '../../../ui/index.ts'
import { groupName } from '../../../workers/files/entry.ts'
import { GroupMark } from './GroupMark.tsx'
import { useTexts } from './store.ts'

/** Lines of a menu that put texts into a group; `ask` is for one that does not exist yet. */
export function groupEntries(
  t: TFunction,
  groups: readonly string[],
  current: string | null | undefined,
  choose: (group: string | null) => void,
  ask: () => void,
): MenuEntry[] {
  return [
    ...groups.map((group): MenuEntry => ({
      key: `group ${group}`,
      label: (
        <span className="flex items-center gap-8">
          <GroupMark group={group} />
          <span className="truncate">{group}</span>
        </span>
      ),
      checked: group === current,
      onSelect: () => choose(group),
    })),
    { key: 'none', label: t('playground.group.none'), checked: current === null, onSelect: () => choose(null) },
    { key: 'new', label: t('playground.group.new'), onSelect: ask },
  ]
}

/** Asks for the name of a new group for some texts. */
export function GroupDialog({ keys, onClose }: { keys: ReadonlySet<string> | null; onClose: () => void }) {
  const { t } = useTranslation()
  const group = useTexts((texts) => texts.group)
  const [text, setText] = useState('')
  const name = groupName(text)
  const close = () => {
    setText('')
    onClose()
  }
  const submit = () => {
    if (name === null || keys === null) return
    group(keys, name)
    close()
  }
  return (
    <Dialog
      open={keys !== null}
      onOpenChange={(open) => {
        if (!open) close()
      }}
      title={t('playground.group.title')}
      onSubmit={submit}
      actions={
        <>
          <Button onClick={close}>{t('common.act.cancel')}</Button>
          <Button type="submit" variant="primary" disabled={name === null}>
            {t('playground.group.put')}
          </Button>
        </>
      }
    >
      <Field label={t('playground.group.name')}>
        <TextInput value={text} maxLength={60} onValueChange={setText} />
      </Field>
    </Dialog>
  )
}
