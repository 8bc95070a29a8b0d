import { isDeepStrictEqual } from 'node:util'
import type { Host } from '#shared/contract/hosts.ts'
import type { Preset } from '#shared/contract/presets.ts'
import type { PortableChanges } from '#shared/contract/portable.ts'
import type { Settings } from '#shared/contract/settings.ts'
import { findOfModel, type ModelKey } from '#shared/domain/model-keys.ts'
import { fittingNotes, withNote } from '#shared/domain/notes.ts'
import { isSamePreset, MAX_PRESETS, withPreset } from '#shared/domain/presets.ts'
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
  /** Notes and presets for which there is no room: `notes: llama3.2:latest`. */
  noRoom: string[]
}

/** Compares what a file holds with what is here. Hosts are the same by their address, notes and presets
 * by host and model. */
export function planImport(file: Portable, now: Present): ImportPlan {
  const savedAt = (url: string) => now.hosts.find((host) => host.kind === 'saved' && host.url === url)
  const addedHosts = file.hosts.filter(({ url }) => !savedAt(url))
  const renamed = file.hosts.filter(({ name, url }) => name !== '' && savedAt(url) && savedAt(url)?.name !== name)
  const settings = Object.entries(file.settings).filter(
    ([key, value]) => !isDeepStrictEqual(now.settings[key as keyof Settings], value),
  )
  const view = file.view && !isDeepStrictEqual(file.view, now.view) ? file.view : null
  const notes = planEntries(file.notes, now.notes, {
    isSame: (note, other) => note.text === other.text,
    add: withNote,
    hasRoom: (all) => fittingNotes(all).length === all.length,
  })
  const presets = planEntries(file.presets, now.presets, {
    isSame: (preset, other) => isSamePreset(preset, other),
    add: withPreset,
    hasRoom: (all) => all.length <= MAX_PRESETS,
  })
  const keyOf = ({ host, name }: ModelKey) => ({ host, name })
  const presetKeyOf = ({ host, name, atStart }: Preset) => ({ host, name, atStart })
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
      addedNotes: notes.added.map(keyOf),
      changedNotes: notes.changed.map(keyOf),
      addedPresets: presets.added.map(presetKeyOf),
      changedPresets: presets.changed.map(presetKeyOf),
    },
    value: {
      hosts: [...addedHosts, ...renamed],
      settings: Object.fromEntries(settings),
      view,
      notes: notes.taken,
      presets: presets.taken,
    },
    same:
      file.hosts.length -
      addedHosts.length -
      renamed.length +
      (Object.keys(file.settings).length - settings.length) +
      (file.view && !view ? 1 : 0) +
      notes.same +
      presets.same,
    noRoom: [
      ...notes.noRoom.map(({ name }) => `notes: ${name}`),
      ...presets.noRoom.map(({ name }) => `presets: ${name}`),
    ],
  }
}

interface Rules<T> {
  isSame(entry: T, other: T): boolean
  add(all: readonly T[], entry: T): readonly T[]
  hasRoom(all: readonly T[]): boolean
}

/** Compares what a file says about models with what is here, in the order of the file. */
function planEntries<T extends ModelKey>(file: readonly T[], now: readonly T[], { isSame, add, hasRoom }: Rules<T>) {
  const isHere = (entry: T) => {
    const here = findOfModel(now, entry)
    return here !== undefined && isSame(here, entry)
  }
  const other = file.filter((entry) => !isHere(entry))
  const taken: T[] = []
  let all = now
  for (const entry of other) {
    const next = add(all, entry)
    if (next.length > all.length && !hasRoom(next)) continue
    all = next
    taken.push(entry)
  }
  return {
    taken,
    added: taken.filter((entry) => !findOfModel(now, entry)),
    changed: taken.filter((entry) => findOfModel(now, entry)),
    noRoom: other.filter((entry) => !taken.includes(entry)),
    same: file.length - other.length,
  }
}
