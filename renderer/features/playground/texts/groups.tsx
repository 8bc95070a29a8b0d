import type { TFunction } from 'i18next'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Button, Dialog, Field, type MenuEntry, TextInput } from '../../../ui/index.ts'
import { groupName } from '../../../workers/files/entry.ts'
import { useTexts } from './store.ts'
import { lookOf } from '../map/shapes.ts'

/** Menu entries that move texts to a group; `ask` opens the dialog for a new one. */
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
          <GroupIcon group={group} />
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

/** Shape and colour of a group. Hidden from screen readers, as its name is beside it. */
export function GroupIcon({ group, size = 10 }: { group: string | null; size?: number }) {
  const groups = useTexts((texts) => texts.groups)
  if (group === null) return <span aria-hidden className="shrink-0" style={{ width: size }} />
  const { outline, fill } = lookOf(groups.indexOf(group))
  return (
    <svg aria-hidden viewBox="-1.3 -1.3 2.6 2.6" width={size} height={size} className="shrink-0">
      <path d={outline} className={fill} />
    </svg>
  )
}
