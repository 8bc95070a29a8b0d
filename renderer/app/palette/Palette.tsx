import { Dialog } from '@base-ui/react/dialog'
import { Command as Cmdk } from 'cmdk'
import { Search } from 'lucide-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Kbd } from '../../ui/index.ts'
import { usePalette } from './commands.ts'
import { kinds, useEntries, type Entry } from './entries.tsx'
import { usePullEntry } from './pull-entry.tsx'
import { ranked } from './rank.ts'
import { useRecent } from './recent.ts'

/** Longest text that can be typed or pasted, in characters. */
const LONGEST = 4000
/** Most results shown; typing more narrows them down. */
const MOST_FOUND = 60
/** Most entries of each kind shown before anything is typed. */
const MOST_OFFERED = 20
const MOST_RECENT = 5

/** The command palette. Features add to it with `useCommands`. */
export function Palette() {
  const { t } = useTranslation()
  const { isOpen, setOpen } = usePalette()
  return (
    <Dialog.Root open={isOpen} onOpenChange={(next) => setOpen(next)}>
      <Dialog.Portal>
        <Dialog.Backdrop className="fixed inset-0 z-30 bg-scrim transition-opacity duration-100 data-ending-style:opacity-0 data-starting-style:opacity-0" />
        <Dialog.Popup className="fixed top-[9vh] left-1/2 z-30 w-560 max-w-[calc(100vw-40px)] -translate-x-1/2 overflow-hidden rounded-card border border-line bg-panel shadow-popup outline-none">
          <Dialog.Title className="sr-only">{t('palette.title')}</Dialog.Title>
          <Content />
        </Dialog.Popup>
      </Dialog.Portal>
    </Dialog.Root>
  )
}

interface Group {
  heading: string | null
  entries: readonly Entry[]
}

/** Without a query the recent entries, then all by kind; with one a single list, best first. */
function useGroups(typed: string): Group[] {
  const { t } = useTranslation()
  const entries = useEntries()
  const recent = useRecent(({ ids }) => ids)
  const pull = usePullEntry(typed)
  if (typed.trim() !== '') {
    const found = ranked(entries, typed, recent, MOST_FOUND)
    return [{ heading: null, entries: pull ? [...found.filter(({ id }) => id !== pull.id), pull] : found }]
  }
  const byId = new Map(entries.map((entry) => [entry.id, entry]))
  const late = recent.flatMap((id) => byId.get(id) ?? []).slice(0, MOST_RECENT)
  const rest = entries.filter((entry) => !late.includes(entry))
  return [
    { heading: t('palette.recent'), entries: late },
    ...kinds.map((kind) => ({
      heading: t(`palette.headings.${kind}`),
      entries: rest.filter((entry) => entry.kind === kind).slice(0, MOST_OFFERED),
    })),
  ].filter((group) => group.entries.length > 0)
}

function Content() {
  const { t } = useTranslation()
  const [typed, setTyped] = useState('')
  const groups = useGroups(typed)
  const isOneList = typed.trim() !== ''
  return (
    // With the vim bindings Ctrl+K would move up in the list; here it closes the palette.
    <Cmdk label={t('palette.title')} loop shouldFilter={false} vimBindings={false}>
      <div className="flex h-44 items-center gap-10 border-b border-line px-14">
        <Search aria-hidden className="shrink-0 text-ink-2" />
        <Cmdk.Input
          value={typed}
          onValueChange={setTyped}
          maxLength={LONGEST}
          placeholder={t('common.search')}
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
            {entries.map((entry) => (
              <Item key={entry.id} entry={entry} sayKind={isOneList} />
            ))}
          </Cmdk.Group>
        ))}
      </Cmdk.List>
    </Cmdk>
  )
}

function Item({ entry, sayKind }: { entry: Entry; sayKind: boolean }) {
  const { t } = useTranslation()
  const setOpen = usePalette((palette) => palette.setOpen)
  const remember = useRecent((recent) => recent.remember)
  const { id, kind, icon: Icon, shown, shortcut, note, run } = entry
  return (
    <Cmdk.Item
      value={id}
      onSelect={() => {
        setOpen(false)
        remember(id)
        run()
      }}
      className="flex h-34 items-center gap-10 rounded-control px-10 data-[selected=true]:bg-soft data-[selected=true]:text-accent-text"
    >
      {Icon && <Icon aria-hidden className="shrink-0 opacity-75" />}
      <span className="min-w-0 flex-1 truncate">{shown}</span>
      {note === undefined ? null : <span className="truncate font-mono text-[11px] text-ink-2">{note}</span>}
      {shortcut === undefined ? null : <Kbd shortcut={shortcut} plain />}
      {sayKind && kind !== 'act' ? (
        <span className="shrink-0 text-caption text-ink-2">{t(`palette.kinds.${kind}`)}</span>
      ) : null}
    </Cmdk.Item>
  )
}
