import { isDeepStrictEqual } from 'node:util'
import type { Host } from '#shared/contract/hosts.ts'
import type { Note } from '#shared/contract/notes.ts'
import type { PortableChanges } from '#shared/contract/portable.ts'
import type { Settings } from '#shared/contract/settings.ts'
import { findNote, fittingNotes, withNote } from '#shared/domain/notes.ts'
import type { Portable } from './portable-format.ts'

/** What is here now, to which an import is added. */
export interface Present extends Omit<Required<Portable>, 'hosts'> {
  settings: Settings
  hosts: readonly Host[]
}

export interface ImportPlan {
  changes: PortableChanges
  /** Only what is new or changed. */
  value: Portable
  same: number
  /** Notes for which there is no room, by their place in the file's list. */
  noRoom: Note[]
}

/** Compares what a file holds with what is here. Hosts are the same by their address, notes by host and model. */
export function planImport(file: Portable, now: Present): ImportPlan {
  const savedAt = (url: string) => now.hosts.find((host) => host.kind === 'saved' && host.url === url)
  const addedHosts = file.hosts.filter(({ url }) => !savedAt(url))
  const renamed = file.hosts.filter(({ name, url }) => name !== '' && savedAt(url) && savedAt(url)?.name !== name)
  const settings = Object.entries(file.settings).filter(
    ([key, value]) => !isDeepStrictEqual(now.settings[key as keyof Settings], value),
  )
  const view = file.view && !isDeepStrictEqual(file.view, now.view) ? file.view : null
  const other = file.notes.filter((note) => findNote(now.notes, note)?.text !== note.text)
  const notes: Note[] = []
  let all = now.notes
  for (const note of other) {
    const next = withNote(all, note)
    if (fittingNotes(next).length < next.length) continue
    all = next
    notes.push(note)
  }
  const keyOf = ({ host, name }: Note) => ({ host, name })
  return {
    changes: {
      addedHosts: addedHosts.map(({ name, url, certificate }) => ({
        name,
        url,
        trusted: certificate?.fingerprint ?? null,
      })),
      renamedHosts: renamed.map(({ url, name }) => ({ url, from: savedAt(url)?.name ?? '', to: name })),
      settings: settings.map(([key]) => key as keyof Settings),
      view: view !== null,
      addedNotes: notes.filter((note) => !findNote(now.notes, note)).map(keyOf),
      changedNotes: notes.filter((note) => findNote(now.notes, note)).map(keyOf),
    },
    value: { hosts: [...addedHosts, ...renamed], settings: Object.fromEntries(settings), view, notes },
    same:
      file.hosts.length -
      addedHosts.length -
      renamed.length +
      (Object.keys(file.settings).length - settings.length) +
      (file.view && !view ? 1 : 0) +
      (file.notes.length - other.length),
    noRoom: other.filter((note) => !notes.includes(note)),
  }
}
