/** The faults that can be set, each with its line of `--help`. */
export const faultDescriptions = {
  stall: 'no byte arrives from 60 % of a layer on, until cleared or for SECONDS',
  cut: "the client's connection is cut half way through what is left of a layer",
  rollback: 'one part of a layer fails at 60 % and its bytes are taken back, once or all the time for SECONDS',
  'lost-layer': 'a pull says success and lacks a layer',
  digest: 'the downloaded bytes do not match their digest',
  '401': 'the registry does not know the user',
  '403': 'the registry denies access',
  '404': 'the registry does not know the model',
  '412': 'the registry wants a newer Ollama',
  '429': 'the registry has counted too many requests, in the words of Hugging Face',
  '500': 'the registry breaks',
  '503': 'the registry is unavailable',
  'realm-host': 'the registry wants a sign-in at another host',
  'no-scheme': 'the registry wants a sign-in at an address without https, as Harbor does',
  'other-host': 'the files of a pull are at another host, to which the server does not follow',
  'status-302': 'the registry redirects to the files of a pull with 302',
  'no-location': 'the registry sends the files of a pull itself, as registry:2 does',
  offline: 'no registry can be reached',
  'disk-full': 'the disk is full half way through a layer',
  'slow-start': 'the first line of a pull or push takes 30 seconds, or SECONDS',
  'slow-manifest': 'the manifest takes 5 seconds, or SECONDS',
  garbage: 'the third line of a progress stream is no JSON',
  eof: 'every pull ends at once, as after a server that was stopped while pulling',
  hang: 'every request is accepted and none is answered',
  'slow-ps': '/api/ps takes 5 seconds, or SECONDS',
  'ps-window': '/api/ps lacks the cache of layers without a window, as Ollama does from 0.30 on',
  'ps-mmap': '/api/ps counts the weights of a split model twice, as Ollama did before 0.30.9',
  'ps-file': '/api/ps has the sizes of the files',
  'load-oom': 'no GPU has enough memory for a load',
} as const

export type FaultName = keyof typeof faultDescriptions

export const faultNames = Object.keys(faultDescriptions) as FaultName[]

export function isFaultName(text: string): text is FaultName {
  return Object.hasOwn(faultDescriptions, text)
}

export interface FaultOptions {
  /** Duration of a delay, in milliseconds. */
  ms?: number
  /** The number of requests it affects before it clears itself. */
  times?: number
}

/** The active faults. They can be set and cleared at any time. */
export class Faults {
  #on = new Map<FaultName, { ms: number | null; left: number }>()

  set(name: FaultName, { ms, times }: FaultOptions = {}): void {
    this.#on.set(name, { ms: ms ?? null, left: times ?? Infinity })
  }

  /** Clears one fault, or all. */
  clear(name?: FaultName): void {
    if (name) this.#on.delete(name)
    else this.#on.clear()
  }

  has(name: FaultName): boolean {
    return this.#on.has(name)
  }

  /** The duration of the fault in milliseconds; `otherwise` if not given, 0 if it is not set. */
  ms(name: FaultName, otherwise: number): number {
    const fault = this.#on.get(name)
    return fault ? (fault.ms ?? otherwise) : 0
  }

  /** Whether the fault occurs now; counts as one of its times. */
  strikes(name: FaultName): boolean {
    const fault = this.#on.get(name)
    if (!fault) return false
    if (--fault.left <= 0) this.#on.delete(name)
    return true
  }
}
