import { isDeepStrictEqual } from 'node:util'
import type { Notice } from '#shared/contract/system.ts'

type NewNotice = Omit<Notice, 'decidable' | 'hidden' | 'failures'> & Partial<Pick<Notice, 'failures'>>

/** What the user must be told of files and of acts of an earlier run, for as long as it holds in this run. */
export interface Notices {
  all(): Notice[]
  /**
   * Replaces a notice of the same id, which stays hidden only where it says the same. With `act` the user has a
   * decision to make, see `decide`.
   */
  put(notice: NewNotice, act?: () => Promise<void>): void
  remove(id: string): void
  /** Does what the user decided on; nothing where the notice is gone. Rejects as the act does. */
  decide(id: string): Promise<void>
  /** Hides notices until they say something new, or go and come again. */
  hide(ids: readonly string[]): void
  /** Called after each change. */
  onChange(listener: () => void): void
}

export function createNotices(): Notices {
  const held = new Map<string, { notice: Notice; act: (() => Promise<void>) | undefined }>()
  const listeners: (() => void)[] = []
  const changed = () => {
    for (const listener of listeners) listener()
  }
  return {
    all: () => [...held.values()].map(({ notice }) => notice),
    put(notice, act) {
      const before = held.get(notice.id)?.notice
      const next = { failures: [], ...notice, decidable: act !== undefined, hidden: before?.hidden ?? false }
      const isSame = before !== undefined && isDeepStrictEqual(next, before)
      held.set(notice.id, { notice: isSame ? next : { ...next, hidden: false }, act })
      if (!isSame) changed()
    },
    remove(id) {
      if (held.delete(id)) changed()
    },
    async decide(id) {
      await held.get(id)?.act?.()
    },
    hide(ids) {
      for (const id of ids) {
        const entry = held.get(id)
        if (entry) held.set(id, { ...entry, notice: { ...entry.notice, hidden: true } })
      }
      changed()
    },
    onChange: (listener) => void listeners.push(listener),
  }
}
