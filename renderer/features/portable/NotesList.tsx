import { X } from 'lucide-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Note } from '#shared/contract/notes.ts'
import { useNotes } from '../../app/data/notes.ts'
import { useSetNote } from '../../app/data/set-note.ts'
import { useHostNameOfKey } from '../../app/host-display.ts'
import { useFormat } from '../../app/i18n.ts'
import { problemOf } from '../../host/index.ts'
import { Button, escapeInvisible, IconButton, notify, ProblemView, Skeleton } from '../../ui/index.ts'

/** All notes, also of models and hosts that are gone. */
export function NotesList() {
  const { t } = useTranslation()
  const format = useFormat()
  const notes = useNotes()
  const hostName = useHostNameOfKey()
  const [isOpen, setOpen] = useState(false)
  const { mutate, error } = useSetNote()
  if (notes === undefined) return <Skeleton className="h-28 w-120" />
  if (notes.length === 0) return <p className="text-ink-2">{t('portable.notes.none')}</p>
  if (!isOpen)
    return (
      <Button onClick={() => setOpen(true)}>
        {t('portable.notes.show', { count: notes.length, value: format.count(notes.length) })}
      </Button>
    )
  const remove = (note: Note) =>
    mutate(
      { ...note, text: '' },
      {
        onSuccess: () =>
          notify({
            title: t('portable.notes.removed'),
            action: { label: t('portable.undo'), onSelect: () => mutate(note) },
          }),
      },
    )
  return (
    <>
      <ul className="max-h-240 w-full overflow-y-auto rounded-control border border-line">
        {notes.map((note) => (
          <li
            key={`${note.host} ${note.name}`}
            className="flex items-start gap-6 border-b border-line p-8 last:border-b-0"
          >
            <div className="min-w-0 flex-1">
              <div className="font-semibold wrap-anywhere">{escapeInvisible(note.name)}</div>
              <div className="text-caption text-ink-2 wrap-anywhere">{escapeInvisible(hostName(note.host))}</div>
              <p className="selectable mt-2 whitespace-pre-wrap wrap-anywhere">{escapeInvisible(note.text)}</p>
            </div>
            <IconButton icon={X} label={t('portable.notes.remove', { name: note.name })} onClick={() => remove(note)} />
          </li>
        ))}
      </ul>
      {error ? <ProblemView problem={problemOf(error)} size="line" /> : null}
    </>
  )
}
