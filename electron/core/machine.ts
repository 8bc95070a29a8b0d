import type { ClientRequest, IncomingMessage, RequestOptions } from 'node:http'
import type { LocalOllama } from '#shared/contract/hosts.ts'
import type { Info } from '#shared/contract/system.ts'

/** What the core needs of the world around it. Everything here comes in as an argument, so that tests can turn it. */

export interface Timer {
  cancel(): void
}

export interface Clock {
  /** Milliseconds since 1970. */
  now(): number
  /** Never keeps the process alive by itself. */
  after(ms: number, act: () => void): Timer
}

export interface Net {
  /**
   * Starts a request, as `http.request` does. `fresh` asks for a connection of its own: a kept-alive one
   * may have been closed by the server meanwhile, which is harmless for a read and not for an act.
   */
  request(
    url: URL,
    options: RequestOptions & { fresh: boolean },
    answered: (response: IncomingMessage) => void,
  ): ClientRequest
}

/** The data folder. Names are plain file names in it. */
export interface Disk {
  /** `null` where there is no such file. */
  read(name: string): Promise<string | null>
  /** All or nothing, and on the disk when it resolves. */
  write(name: string, text: string): Promise<void>
  rename(from: string, to: string): Promise<void>
}

export interface Log {
  info(text: string): void
  error(text: string, error: unknown): void
}

/** The Ollama of this computer: where it is and how it is started. */
export interface LocalServer {
  /** Where it answers unless `OLLAMA_HOST` says otherwise. */
  url: string
  find(): Promise<LocalOllama | null>
  /** Starts it and does not wait for it; it outlives Corral. */
  start(ollama: LocalOllama): Promise<void>
}

/** What was asked for on the command line and by the environment. */
export interface Wishes {
  host: string | null
  sandbox: boolean
  ollamaHost: string | null
}

export interface Machine {
  clock: Clock
  net: Net
  disk: Disk
  log: Log
  local: LocalServer
  newId(): string
  /** Starts the built-in sandbox, or gives the one that runs. */
  openSandbox(): Promise<{ url: string }>
  info: Omit<Info, 'notices'>
  wishes: Wishes
}
