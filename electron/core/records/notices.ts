import type { Notice } from '#shared/contract/system.ts'

/** What the user must be told of files and of acts of an earlier run, for as long as it holds in this run. */
export interface Notices {
  all(): Notice[]
  /** Replaces a notice of the same id. With `act` the user has a decision to make, see `decide`. */
  put(notice: Omit<Notice, 'decidable'>, act?: () => Promise<void>): void
  remove(id: string): void
  /** Does what the user decided on; nothing where the notice is gone. Rejects as the act does. */
  decide(id: string): Promise<void>
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
      held.set(notice.id, { notice: { ...notice, decidable: act !== undefined }, act })
      changed()
    },
    remove(id) {
      if (held.delete(id)) changed()
    },
    async decide(id) {
      await held.get(id)?.act?.()
    },
    onChange: (listener) => void listeners.push(listener),
  }
}
