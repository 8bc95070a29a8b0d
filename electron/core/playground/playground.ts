import type { SavedPlayground } from '#shared/contract/playground.ts'
import type { Platform, Timer } from '../platform.ts'
import { openRecord, type RecordFile, type RecordFormat } from '../records/record.ts'
import { runsFormat, textsFormat, viewFormat } from './playground-formats.ts'

/** Milliseconds from a change until it is written, together with those that follow meanwhile. */
const WRITE_AFTER = 1000

export interface PlaygroundService {
  get(): Promise<SavedPlayground>
  save(parts: { [K in keyof SavedPlayground]?: SavedPlayground[K] | undefined }): void
  /** Writes what is not yet written. Can be called again if more was saved meanwhile. */
  close(): Promise<void>
}

/** Texts, runs and view of the playground, each in a file of its own, so that a small change writes no texts. */
export function createPlayground(platform: Platform): PlaygroundService {
  const texts = createPart(platform, textsFormat)
  const runs = createPart(platform, runsFormat)
  const view = createPart(platform, viewFormat)
  return {
    get: async () => ({ texts: await texts.get(), runs: await runs.get(), view: await view.get() }),
    save(parts) {
      if (parts.texts) texts.set(parts.texts)
      if (parts.runs) runs.set(parts.runs)
      if (parts.view) view.set(parts.view)
    },
    async close() {
      await Promise.all([texts.close(), runs.close(), view.close()])
    },
  }
}

/** A value whose file is read when it is first needed, and written some time after a change. */
function createPart<T>(platform: Platform, format: RecordFormat<T>) {
  let opened: Promise<RecordFile<T>> | undefined
  let changed: { value: T } | undefined
  let timer: Timer | undefined
  let writing: Promise<unknown> = Promise.resolve()
  const record = () => (opened ??= openRecord(platform, format))
  const write = () => {
    timer?.cancel()
    timer = undefined
    // A refusal is told by the notice of the record.
    writing = record().then((file) => file.update((before) => changed?.value ?? before).catch(() => undefined))
  }
  return {
    get: async () => (changed ? changed.value : (await record()).get()),
    set(value: T) {
      changed = { value }
      timer ??= platform.clock.after(WRITE_AFTER, write)
    },
    async close() {
      if (timer) write()
      await writing
    },
  }
}
