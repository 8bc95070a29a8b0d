import type { Platform, Timer } from '../platform.ts'
import { openRecord, type RecordFile, type RecordFormat } from './record.ts'

/** Milliseconds from a change until it is written, together with those that follow meanwhile. */
const WRITE_AFTER = 1000

/** A value whose file is read when it is first needed, and written some time after a change. */
export interface LateRecord<T> {
  get(): Promise<T>
  set(value: T): void
  /** Writes what is not yet written. Can be called again if more was set meanwhile. */
  close(): Promise<void>
}

export function lateRecord<T>(platform: Platform, format: RecordFormat<T>): LateRecord<T> {
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
    set(value) {
      changed = { value }
      timer ??= platform.clock.after(WRITE_AFTER, write)
    },
    async close() {
      if (timer) write()
      await writing
    },
  }
}
