import { isDeepStrictEqual } from 'node:util'
import type { LibraryView } from '#shared/contract/library.ts'
import type { Note } from '#shared/contract/notes.ts'
import { MAX_IMPORT, type ImportPreview, type PortablePart } from '#shared/contract/portable.ts'
import type { Settings } from '#shared/contract/settings.ts'
import { findOfModel, type ModelKey } from '#shared/domain/model-keys.ts'
import { withNote } from '#shared/domain/notes.ts'
import { noPreset, withPreset } from '#shared/domain/presets.ts'
import type { HostsService } from '../hosts/hosts.ts'
import type { NotesService } from '../notes/notes.ts'
import type { Platform } from '../platform.ts'
import { fail } from '../problem.ts'
import type { RecordFile } from '../records/record.ts'
import type { PresetsService } from '../presets/presets.ts'
import type { SettingsService } from '../settings/settings.ts'
import { planImport, type ImportPlan } from './plan-import.ts'
import { readPortable, writePortable, type Portable } from './portable-format.ts'

/** Hosts, settings, view, notes and presets as one file, to carry them to another computer. It holds no secret. */
export interface PortableService {
  export(): string
  preview(text: string): ImportPreview
  /** Returns the name of the file in the data folder that holds what was here before. Throws `not_saved`. */
  import(text: string, parts: readonly PortablePart[]): Promise<string>
  /** Takes back the last import, except what was changed since. */
  undo(): Promise<void>
}

interface Services {
  hosts: HostsService
  settings: SettingsService
  libraryView: RecordFile<LibraryView>
  notes: NotesService
  presets: PresetsService
}

const noParts: Portable = { hosts: [], settings: {}, view: null, notes: [], presets: [] }

export function createPortable(
  { disk, clock, log }: Pick<Platform, 'disk' | 'clock' | 'log'>,
  { hosts, settings, libraryView, notes, presets }: Services,
  viewChanged: () => void,
): PortableService {
  /** What of the last import can be taken back, the last step first. */
  let steps: (() => Promise<unknown>)[] = []

  const present = () => ({
    hosts: hosts.state().hosts,
    settings: settings.get(),
    view: libraryView.get(),
    notes: [...notes.all()],
    presets: [...presets.all()],
  })
  const exported = () => {
    const now = present()
    // Fields are named one by one: what is added to a host later is not exported by itself.
    const saved = now.hosts
      .filter(({ kind }) => kind === 'saved')
      .map(({ name, url, certificate, memory }) => ({ name, url, certificate, memory }))
    return writePortable({ ...now, hosts: saved })
  }
  const read = (text: string) => {
    if (text.length > MAX_IMPORT) return { state: 'too_large' } as const
    const file = readPortable(text)
    if (file.fault !== null) return { state: file.fault } as const
    return { state: 'readable', file, plan: planImport(file.value, present()) } as const
  }
  const setView = async (view: LibraryView) => {
    await libraryView.update(() => view)
    viewChanged()
  }

  const addHosts = async ({ hosts: given, changes }: Pick<ImportPlan, 'changes'> & Pick<Portable, 'hosts'>) => {
    for (const host of given) {
      const renamed = changes.renamedHosts.find(({ url }) => url === host.url)
      const there = hosts.state().hosts.find(({ kind, url }) => kind === 'saved' && url === host.url)
      if (renamed && there) {
        const { id, url } = there
        await hosts.update({ hostId: id, url, name: host.name })
        steps.unshift(async () => {
          if (hosts.find(id)?.name === host.name) await hosts.update({ hostId: id, url, name: renamed.from })
        })
      } else {
        const { id } = await hosts.restore(host)
        steps.unshift(async () => hosts.find(id) && (await hosts.remove(id)))
      }
    }
  }
  const change = async ({ value, changes }: ImportPlan) => {
    const before = present()
    if (Object.keys(value.settings).length > 0) {
      await settings.update(value.settings)
      steps.unshift(() => settings.update(unchanged(value.settings, settings.get(), before.settings)))
    }
    const { view } = value
    if (view) {
      await setView(view)
      steps.unshift(async () => isDeepStrictEqual(libraryView.get(), view) && (await setView(before.view)))
    }
    if (value.notes.length > 0) {
      await notes.update((now) => value.notes.reduce<readonly Note[]>(withNote, now))
      steps.unshift(() =>
        notes.update((now) =>
          withoutImported({ now, imported: value.notes, before: before.notes }, withNote, { text: '' }),
        ),
      )
    }
    if (value.presets.length > 0) {
      await presets.update((now) => value.presets.reduce(withPreset, now))
      steps.unshift(() =>
        presets.update((now) =>
          withoutImported({ now, imported: value.presets, before: before.presets }, withPreset, noPreset),
        ),
      )
    }
    await addHosts({ hosts: value.hosts, changes })
  }
  const undo = async () => {
    for (const step of steps.splice(0)) await step()
  }

  return {
    export: exported,
    preview(text) {
      const result = read(text)
      if (result.state !== 'readable') return result
      const { file, plan } = result
      return { state: 'readable', changes: plan.changes, same: plan.same, skipped: [...file.skipped, ...plan.noRoom] }
    },
    async import(text, parts) {
      const result = read(text)
      if (result.state !== 'readable') throw fail('input_invalid')
      const kept = `before-import-${clock.now()}.json`
      await disk.write(kept, exported()).catch((error: unknown) => {
        throw fail('not_saved', { file: kept }, { detail: error instanceof Error ? error.message : String(error) })
      })
      steps = []
      const wanted = Object.fromEntries(
        Object.entries(result.file.value).filter(([part]) => parts.includes(part as PortablePart)),
      )
      try {
        await change(planImport({ ...noParts, ...wanted }, present()))
      } catch (error) {
        // All or nothing.
        await undo().catch((refusal: unknown) => log.error('an import was not taken back', refusal))
        throw error
      }
      return kept
    },
    undo,
  }
}

/** The settings before, of those that are still as imported. */
function unchanged(imported: Partial<Settings>, now: Settings, before: Settings): Partial<Settings> {
  return Object.fromEntries(
    Object.entries(before).filter(([key]) => {
      const name = key as keyof Settings
      return name in imported && isDeepStrictEqual(now[name], imported[name])
    }),
  )
}

/** The entries as before, where they are still as imported; `empty` removes one that was not there. */
function withoutImported<T extends ModelKey>(
  { now, imported, before }: Record<'now' | 'imported' | 'before', readonly T[]>,
  add: (all: readonly T[], entry: T) => readonly T[],
  empty: Omit<T, keyof ModelKey>,
): readonly T[] {
  return imported
    .filter((entry) => isDeepStrictEqual(findOfModel(now, entry), entry))
    .reduce((kept, entry) => add(kept, findOfModel(before, entry) ?? { ...entry, ...empty }), now)
}
