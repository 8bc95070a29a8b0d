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

/** The draft that shows a keep-alive. */
export function keepAliveDraftOf(keepAlive: string | number | null): KeepAliveDraft {
  if (keepAlive === null) return noKeepAlive
  const seconds = keepAliveSeconds(keepAlive)
  const isForever = seconds !== null && seconds < 0
  const time = (Object.keys(keepTimes) as KeepTime[]).find((key) => keepAliveSeconds(keepTimes[key]) === seconds)
  const choice = isForever ? 'forever' : time
  if (choice !== undefined) return { choice, text: '' }
  return { choice: 'other', text: typeof keepAlive === 'number' ? `${keepAlive}s` : keepAlive }
}
