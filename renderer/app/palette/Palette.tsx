import { Dialog } from '@base-ui/react/dialog'
import { Command as Cmdk } from 'cmdk'
import { ChevronRight, Search } from 'lucide-react'
import { useState, type KeyboardEvent } from 'react'
import { useTranslation } from 'react-i18next'
import { Kbd, ModelName, useFinalFocus } from '../../ui/index.ts'
import { usePalette } from './commands.ts'
import type { Entry } from './entries.tsx'
import { useGroups } from './groups.ts'
import { useRecent } from './recent.ts'

/** Longest text that can be typed or pasted, in characters. */
const LONGEST = 4000

/** The command palette. Features add to it with `useCommands`. */
export function Palette() {
  const { t } = useTranslation()
  const { isOpen, setOpen } = usePalette()
  const finalFocus = useFinalFocus(isOpen)
  return (
    <Dialog.Root open={isOpen} onOpenChange={(next) => setOpen(next)}>
      <Dialog.Portal>
        <Dialog.Backdrop className="fixed inset-0 z-30 bg-scrim transition-opacity duration-100 data-ending-style:opacity-0 data-starting-style:opacity-0" />
        <Dialog.Popup
          finalFocus={finalFocus}
          className="fixed top-[9vh] z-30 layer-560 overflow-hidden rounded-card border border-line bg-panel shadow-popup outline-none"
        >
          <Dialog.Title className="sr-only">{t('palette.title')}</Dialog.Title>
          <Content />
        </Dialog.Popup>
      </Dialog.Portal>
    </Dialog.Root>
  )
}

/** The first step finds anything; the second lists the acts of one model. */
function Content() {
  const { t } = useTranslation()
  const setOpen = usePalette((palette) => palette.setOpen)
  const remember = useRecent((recent) => recent.remember)
  const [typed, setTyped] = useState('')
  const [opened, setOpened] = useState<{ model: string; typed: string } | null>(null)
  const groups = useGroups(typed, opened?.model ?? null)
  const isOneList = typed.trim() !== ''
  const choose = ({ id, remembered = id, opens, run }: Entry) => {
    remember(remembered)
    if (opens === undefined) {
      setOpen(false)
      run?.()
    } else {
      setOpened({ model: opens, typed })
      setTyped('')
    }
  }
  const onKeyDown = (event: KeyboardEvent) => {
    const isBack = event.key === 'Escape' || (event.key === 'Backspace' && typed === '')
    if (!isBack || event.nativeEvent.isComposing) return
    if (event.key === 'Escape' && typed !== '') setTyped('')
    else if (opened) {
      setTyped(opened.typed)
      setOpened(null)
    } else return
    // Otherwise the dialog would close.
    event.preventDefault()
    event.stopPropagation()
  }
  return (
    // With the vim bindings Ctrl+K would move up in the list; here it closes the palette. The key makes each step
    // begin at its first entry.
    <Cmdk
      key={opened?.model ?? ''}
      label={t('palette.title')}
      loop
      shouldFilter={false}
      // It would score each changed entry all the same.
      filter={() => 1}
      vimBindings={false}
      onKeyDown={onKeyDown}
    >
      <div className="flex h-44 items-center gap-10 border-b border-line px-14">
        {opened ? (
          <span className="flex max-w-[60%] shrink-0 items-center gap-6">
            <ModelName name={opened.model} />
            <ChevronRight aria-hidden className="shrink-0 text-ink-2" />
          </span>
        ) : (
          <Search aria-hidden className="shrink-0 text-ink-2" />
        )}
        <Cmdk.Input
          autoFocus
          value={typed}
          onValueChange={setTyped}
          maxLength={LONGEST}
          placeholder={opened ? t('palette.searchActs') : t('palette.placeholder')}
          className="h-full min-w-0 flex-1 bg-transparent outline-none"
        />
        <Kbd shortcut="escape" />
      </div>
      <Cmdk.List className="max-h-[min(420px,64vh)] scroll-py-6 overflow-y-auto p-6">
        <Cmdk.Empty className="p-18 text-center text-ink-2">{t('palette.nothing')}</Cmdk.Empty>
        {groups.map(({ heading, entries }) => (
          <Cmdk.Group
            key={heading ?? ''}
            {...(heading === null ? {} : { heading })}
            className="pb-4 [&_[cmdk-group-heading]]:px-10 [&_[cmdk-group-heading]]:pt-6 [&_[cmdk-group-heading]]:pb-2 [&_[cmdk-group-heading]]:text-caption [&_[cmdk-group-heading]]:text-ink-2"
          >
            {/* The key is the position, so that a key press changes rows and does not build them anew. */}
            {entries.map((entry, at) => (
              <Item
                key={at}
                entry={entry}
                says={isOneList && entry.kind !== 'act' ? t(`palette.kinds.${entry.kind}`) : null}
                onChoose={choose}
              />
            ))}
          </Cmdk.Group>
        ))}
      </Cmdk.List>
    </Cmdk>
  )
}

interface ItemProps {
  entry: Entry
  /** The kind of the entry; `null` if its heading says it. */
  says: string | null
  onChoose: (entry: Entry) => void
}

function Item({ entry, says, onChoose }: ItemProps) {
  const { id, icon: Icon, danger = false, shown, shortcut, note, opens } = entry
  return (
    <Cmdk.Item
      value={id}
      onSelect={() => onChoose(entry)}
      className="flex h-34 items-center gap-10 rounded-control px-10 data-[selected=true]:bg-soft data-[selected=true]:text-accent-text"
    >
      {Icon && <Icon aria-hidden className={danger ? 'shrink-0 text-bad' : 'shrink-0 opacity-75'} />}
      <span className="min-w-0 flex-1 truncate">{shown}</span>
      {note === undefined ? null : <span className="truncate font-mono text-[11px] text-ink-2">{note}</span>}
      {shortcut === undefined ? null : <Kbd shortcut={shortcut} plain />}
      {says === null ? null : <span className="shrink-0 text-caption text-ink-2">{says}</span>}
      {opens === undefined ? null : <ChevronRight size={14} aria-hidden className="shrink-0 opacity-60" />}
    </Cmdk.Item>
  )
}
