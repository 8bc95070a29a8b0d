import { keepAliveSeconds } from '#shared/ollama/keep-alive.ts'

/** Presets in Ollama's notation; any negative time means "until unloaded". */
export const keepTimes = { short: '5m', hour: '1h', forever: '-1m' } as const

export type KeepTime = keyof typeof keepTimes

/** The user's choice: a preset, another time (`other`), or none (`default`). */
export interface KeepAliveDraft {
  choice: KeepTime | 'default' | 'other'
  /** As typed, for `other`. */
  text: string
}

export const noKeepAlive: KeepAliveDraft = { choice: 'default', text: '' }

/** The keep-alive of a draft; `null` for the default, `undefined` for a text that Ollama refuses. */
export function keepAliveOf({ choice, text }: KeepAliveDraft): string | null | undefined {
  if (choice === 'default') return null
  if (choice !== 'other') return keepTimes[choice]
  const trimmed = text.trim()
  return keepAliveSeconds(trimmed) === null ? undefined : trimmed
}
