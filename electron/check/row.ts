import type { Ollama } from '../core/ollama/client.ts'
import type { Answer, Request } from './exchange.ts'

/** A model that the checks may copy, with its size on disk in bytes. */
export interface Candidate {
  name: string
  digest: string
  size: number
}

/** The server that is checked, and what the checks may use there. */
export interface Target {
  /** Sends a request as it is. */
  send(request: Request): Promise<Answer>
  /** Corral's own client of the same server. */
  client: Ollama
  signal: AbortSignal
  /** The smallest model that completes and the smallest that embeds. */
  completion: Candidate | undefined
  embedding: Candidate | undefined
  /** A name that belongs to this run alone, and is deleted when it ends. */
  own(model: string): string
  /** Why a model must not be loaded, or `null`. */
  unloadable(model: Candidate): string | null
}

/** One line of the table. */
export interface Row {
  what: string
  expected: string
  /** What was seen, where it is as expected; throws `Difference` and `NotTried` for the rest. */
  run(target: Target): Promise<string>
}

export class Difference extends Error {}

export class NotTried extends Error {}

export function unless(holds: boolean, seen: string): asserts holds {
  if (!holds) throw new Difference(seen)
}

export function needed(model: Candidate | undefined, kind: 'completion' | 'embedding'): Candidate {
  if (!model) throw new NotTried(`no ${kind} model there`)
  return model
}

/** The text under `error`, or what stands there instead. */
export function errorOf({ json }: Answer): unknown {
  return (json as { error?: unknown } | null | undefined)?.error
}

/** An answer in a few words. */
export function brief({ status, text, json, lines }: Answer): string {
  const error = errorOf({ json } as Answer)
  const told =
    error === undefined ? (lines.length > 0 ? JSON.stringify(lines.at(-1)?.line) : text) : JSON.stringify(error)
  return `${status} ${told.slice(0, 100)}`.trim()
}

/** An error of Ollama: one of these statuses, and a text under `error`. */
export function refused(answer: Answer, statuses: number[], text?: RegExp): string {
  const error = errorOf(answer)
  const fits = typeof error === 'string' && error !== '' && (text?.test(error) ?? true)
  unless(statuses.includes(answer.status) && fits, brief(answer))
  return brief(answer)
}
