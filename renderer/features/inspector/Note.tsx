import { StickyNote } from 'lucide-react'
import { useEffect, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { MAX_NOTE } from '#shared/contract/notes.ts'
import { findOfModel, hostKey } from '#shared/domain/model-keys.ts'
import { useCurrentHost } from '../../app/data/hosts.ts'
import { useNotes } from '../../app/data/notes.ts'
import { useSetNote } from '../../app/data/set-note.ts'
import { useFormat } from '../../app/i18n.ts'
import { pageText } from '../../app/page-work.ts'
import { problemOf } from '../../host/index.ts'
import { Button, Field, ProblemView, TextArea } from '../../ui/index.ts'

/** Milliseconds without a key until what was typed is saved. */
const SAVE_AFTER = 800
/** The number of characters left from which it is told. */
const NEAR_END = 400

/** The user's note about a model of the current host. */
export function Note({ name }: { name: string }) {
  const host = useCurrentHost()
  const notes = useNotes()
  if (!host || !notes) return null
  const key = hostKey(host)
  const saved = findOfModel(notes, { host: key, name })?.text ?? ''
  return <NoteField key={`${key} ${name}`} host={key} name={name} saved={saved} />
}

function NoteField({ host, name, saved }: { host: string; name: string; saved: string }) {
  const { t } = useTranslation()
  const format = useFormat()
  const [isOpen, setOpen] = useState(false)
  const { typed, type, save, error } = useTyped(host, name, saved)
  const text = typed ?? saved
  if (text === '' && !isOpen)
    return (
      <Button variant="ghost" icon={StickyNote} className="-my-6 -ml-8 self-start" onClick={() => setOpen(true)}>
        {t('inspector.note.add')}
      </Button>
    )
  const left = MAX_NOTE - text.length
  return (
    <Field
      label={t('inspector.note.label')}
      hint={left < NEAR_END ? t('inspector.note.left', { left: format.count(left) }) : t('inspector.note.hint')}
    >
      <TextArea
        value={text}
        onValueChange={type}
        onBlur={() => {
          save()
          setOpen(false)
        }}
        autoFocus={isOpen}
        maxLength={MAX_NOTE}
        rows={rowsOf(text)}
      />
      {error ? <ProblemView problem={problemOf(error)} size="line" /> : null}
    </Field>
  )
}

function rowsOf(text: string): number {
  const lines = text.split('\n').reduce((sum, line) => sum + Math.max(1, Math.ceil(line.length / 52)), 0)
  return Math.min(10, Math.max(2, lines))
}

/** What is typed is saved shortly after, and when the field is left or gone. */
function useTyped(host: string, name: string, saved: string) {
  const [typed, setTyped] = useState<string | null>(null)
  const { mutate, error } = useSetNote()
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined)
  const pending = useRef<string | null>(null)
  const save = () => {
    clearTimeout(timer.current)
    const text = pending.current
    pending.current = null
    if (text === null || text === saved) return
    const note = { host, name, text: text.trim() === '' ? '' : text }
    // Once the list has it, what is saved is shown, and changes made elsewhere are, too.
    mutate(note, { onSuccess: () => setTyped((now) => (now === text ? null : now)) })
  }
  const saveNow = useRef(save)
  useEffect(() => {
    saveNow.current = save
  })
  useEffect(() => () => saveNow.current(), [])
  useEffect(() => pageText(() => typed !== null && typed !== saved), [typed, saved])
  return {
    typed,
    error,
    save,
    type(text: string) {
      setTyped(text)
      pending.current = text
      clearTimeout(timer.current)
      timer.current = setTimeout(() => saveNow.current(), SAVE_AFTER)
    },
  }
}
