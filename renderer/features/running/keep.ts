import { keepAliveSeconds } from '#shared/ollama/keep-alive.ts'

/** The times worth a click, as Ollama writes them; any negative time is "until unloaded". */
export const keepTimes = { short: '5m', hour: '1h', forever: '-1m' } as const

export type KeepTime = keyof typeof keepTimes

/** What the user chose: a time worth a click, one of his own, or none (`default`). */
export interface KeepDraft {
  choice: KeepTime | 'default' | 'other'
  /** As typed, for `other`. */
  text: string
}

export const noKeep: KeepDraft = { choice: 'default', text: '' }

/** The keep-alive a draft stands for; `null` leaves it open, `undefined` is a text that Ollama refuses. */
export function keepAliveOf({ choice, text }: KeepDraft): string | null | undefined {
  if (choice === 'default') return null
  if (choice !== 'other') return keepTimes[choice]
  const trimmed = text.trim()
  return keepAliveSeconds(trimmed) === null ? undefined : trimmed
}
