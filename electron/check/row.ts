import type { Ollama } from '../core/ollama/client.ts'
import type { Answer, Request } from './exchange.ts'

/** A model that the checks may copy. `size` is in bytes on disk. */
export interface Candidate {
  name: string
  digest: string
  size: number
}

/** The checked server, and what the checks may use there. */
export interface Target {
  /** Sends a request unchanged. */
  send(request: Request): Promise<Answer>
  /** Corral's client of the same server. */
  client: Ollama
  signal: AbortSignal
  /** The smallest model that generates and the smallest that embeds. */
  completion: Candidate | undefined
  embedding: Candidate | undefined
  /** A name of this run, which is deleted at the end. */
  own(model: string): string
  /** The reason a model must not be loaded, or `null`. */
  unloadable(model: Candidate): string | null
}

/** One line of the table. */
export interface Row {
  what: string
  expected: string
  /** Returns what was seen if it is as expected; otherwise throws `Difference` or `NotTried`. */
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

/** The text under `error`, or its value as JSON. */
export function errorOf({ json }: Answer): unknown {
  return (json as { error?: unknown } | null | undefined)?.error
}

/** A short description of an answer. */
export function brief({ status, text, json, lines }: Answer): string {
  const error = errorOf({ json } as Answer)
  const told =
    error === undefined ? (lines.length > 0 ? JSON.stringify(lines.at(-1)?.line) : text) : JSON.stringify(error)
  return `${status} ${told.slice(0, 100)}`.trim()
}

/** Checks for an error of Ollama: one of these statuses, and a text under `error`. */
export function refused(answer: Answer, statuses: number[], text?: RegExp): string {
  const error = errorOf(answer)
  const fits = typeof error === 'string' && error !== '' && (text?.test(error) ?? true)
  unless(statuses.includes(answer.status) && fits, brief(answer))
  return brief(answer)
}
