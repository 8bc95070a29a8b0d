import type { Certificate, HostMemory } from '#shared/contract/hosts.ts'
import type { LibraryView } from '#shared/contract/library.ts'
import type { Note } from '#shared/contract/notes.ts'
import { MAX_PRESETS } from '#shared/domain/presets.ts'
import type { Preset } from '#shared/contract/presets.ts'
import type { Settings } from '#shared/contract/settings.ts'
import { object, parseJson } from '#shared/ollama/fields.ts'
import { parseHostUrl } from '#shared/ollama/host-url.ts'
import { modelKey } from '#shared/domain/model-keys.ts'
import { fittingNotes } from '#shared/domain/notes.ts'
import { hostFields } from '../hosts/hosts-format.ts'
import { libraryViewFormat } from '../library/view.ts'
import { noteFields } from '../notes/notes-format.ts'
import { readPreset } from '../presets/presets-format.ts'
import { readFields, type Lost } from '../records/read.ts'
import { settingsFields } from '../settings/settings-format.ts'

const FORMAT = 'corral-export'
const VERSION = 1
const MOST_HOSTS = 500

export interface PortableHost {
  name: string
  url: string
  /** What the server shows to anybody. */
  certificate: Certificate | null
  memory: HostMemory | null
}

/** Everything that an export holds. An import may lack any part. */
export interface Portable {
  hosts: PortableHost[]
  settings: Partial<Settings>
  view: LibraryView | null
  notes: Note[]
  presets: Preset[]
}

/** The text of a file: `{ "format": "corral-export", "version": 1, "hosts": […], … }`. */
export function writePortable({ hosts, settings, view, notes, presets }: Portable): string {
  return JSON.stringify({ format: FORMAT, version: VERSION, hosts, settings, view, notes, presets }, null, 2)
}

export type ReadPortable =
  | { fault: 'not_json' | 'foreign' | 'newer' }
  /** `skipped`: places in the file that cannot be read. */
  | { fault: null; value: Portable; skipped: string[] }

export function readPortable(text: string): ReadPortable {
  const json = parseJson(text.replace(/^\uFEFF/, ''))
  if (json === undefined) return { fault: 'not_json' }
  const file = object(json)
  const version = file?.['version']
  if (file?.['format'] !== FORMAT || !Number.isSafeInteger(version) || (version as number) < 1)
    return { fault: 'foreign' }
  if ((version as number) > VERSION) return { fault: 'newer' }
  const skipped: string[] = []
  const value: Portable = {
    hosts: readHosts(file['hosts'], skipped),
    settings: readSettings(file['settings'], skipped),
    view: readView(file['view'], skipped),
    notes: readNotes(file['notes'], skipped),
    presets: readPresets(file['presets'], skipped),
  }
  return { fault: null, value, skipped }
}

/** Reads a list entry by entry; entries and fields that cannot be read are noted in `skipped`. */
function readList<T>(
  name: string,
  list: unknown,
  skipped: string[],
  read: (entry: unknown, lost: Lost) => T | undefined,
) {
  if (list === undefined) return []
  if (!Array.isArray(list)) {
    skipped.push(name)
    return []
  }
  return list.flatMap((entry: unknown, at) => {
    const lost: Lost = { fields: [], entries: 0 }
    const value = read(entry, lost)
    if (value === undefined) skipped.push(`${name}[${at}]`)
    else skipped.push(...lost.fields.map((field) => `${name}[${at}].${field}`))
    return value === undefined ? [] : [value]
  })
}

const { name, url, certificate, memory } = hostFields

function readHosts(list: unknown, skipped: string[]): PortableHost[] {
  const urls = new Set<string>()
  return readList('hosts', list, skipped, (entry, lost) => {
    const host = readFields({ name, url, certificate, memory }, entry, lost)
    const read = host && parseHostUrl(host.url)
    if (!read || !('url' in read) || urls.has(read.url) || urls.size === MOST_HOSTS) return undefined
    urls.add(read.url)
    return {
      name: host.name.trim().slice(0, 80),
      url: read.url,
      certificate: read.url.startsWith('https:') ? host.certificate : null,
      memory: host.memory,
    }
  })
}

function readNotes(list: unknown, skipped: string[]): Note[] {
  const notes: Note[] = []
  const keys = new Set<string>()
  return readList('notes', list, skipped, (entry, lost) => {
    const note = readFields(noteFields, entry, lost)
    if (!note || keys.has(modelKey(note)) || fittingNotes([...notes, note]).length <= notes.length) return undefined
    keys.add(modelKey(note))
    notes.push(note)
    return note
  })
}

function readPresets(list: unknown, skipped: string[]): Preset[] {
  const keys = new Set<string>()
  return readList('presets', list, skipped, (entry, lost) => {
    const preset = readPreset(entry, lost)
    if (!preset || keys.has(modelKey(preset)) || keys.size === MAX_PRESETS) return undefined
    keys.add(modelKey(preset))
    return preset
  })
}

/** Only the settings that are in the file. */
function readSettings(value: unknown, skipped: string[]): Partial<Settings> {
  if (value === undefined) return {}
  const fields = object(value)
  if (!fields) {
    skipped.push('settings')
    return {}
  }
  return Object.fromEntries(
    Object.entries(fields).flatMap(([key, setting]) => {
      const schema = Object.entries(settingsFields).find(([known]) => known === key)?.[1]
      const read = schema?.safeParse(setting)
      if (read?.success && setting !== undefined) return [[key, read.data]]
      skipped.push(`settings.${key}`)
      return []
    }),
  )
}

function readView(value: unknown, skipped: string[]): LibraryView | null {
  if (value === undefined || value === null) return null
  const lost: Lost = { fields: [], entries: 0 }
  const view = libraryViewFormat.read(value, lost)
  if (!view || lost.entries > 0) skipped.push('view')
  skipped.push(...lost.fields.map((field) => `view.${field}`))
  return view ?? null
}
