import type { ClientRequest, IncomingMessage, RequestOptions } from 'node:http'
import type { PeerCertificate } from 'node:tls'
import type { LocalOllama } from '#shared/contract/hosts.ts'
import type { Info, License } from '#shared/contract/system.ts'
import type { OwnBytes } from './bytes.ts'
import type { MachineMemory } from './memory/machine-memory.ts'
import type { VerboseAnswer } from './ollama/verbose-answer.ts'
import type { Redactor } from './redact.ts'
import type { Notices } from './records/notices.ts'
import type { RoutesTo } from './registry/proxy.ts'

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
   * It is direct unless `agent` makes it.
   * `trusted` is the SHA-256 fingerprint of the only certificate to accept, whoever vouches for it: nothing
   * is sent to a server that shows another, and the request fails with the code `CERTIFICATE_CHANGED`.
   */
  request(
    url: URL,
    options: RequestOptions & { fresh: boolean; trusted: string | null },
    answered: (response: IncomingMessage) => void,
  ): ClientRequest
  /** The certificate a server shows, unchecked; nothing is sent to it. */
  certificate(url: URL, signal: AbortSignal): Promise<PeerCertificate>
}

export const CERTIFICATE_CHANGED = 'CERTIFICATE_CHANGED'

/** The data folder. Names are plain file names in it. */
export interface Disk {
  /** Whether anything can be written in this run; where not, all but `read` reject. */
  readonly isWritable: boolean
  /** `null` where there is no such file. Rejects with the code `EISDIR` where what has this name is no file. */
  read(name: string): Promise<string | null>
  /** All or nothing, and on the disk when it resolves. */
  write(name: string, text: string): Promise<void>
  /** Adds to the end of a file that is there, and is on the disk when it resolves. Where it rejects, a part may have been added. */
  append(name: string, text: string): Promise<void>
  rename(from: string, to: string): Promise<void>
  /** Nothing happens where there is no such file. */
  remove(name: string): Promise<void>
}

export interface Log {
  info(text: string): void
  error(text: string, error: unknown): void
}

/** A log that can be read again. */
export interface LogFile extends Log {
  /** The end of what was written, at most so many bytes of it. */
  tail(bytes: number): Promise<string>
  /** Where it is written to. */
  readonly file: string
}

/**
 * Where tokens and passwords are kept, each under a key of its own. What a `value` holds is the core's
 * business; an implementation only keeps it, and never writes it down as it is, nor into a log or an error.
 *
 * In the window this is the key store of the system, through Electron's `safeStorage`: values are encrypted
 * with it and the encrypted blobs lie in the data folder. Where the system has no key store (on Linux the
 * backend `basic_text` counts as none), and in the web server, it is `memorySecrets()`, and the page says
 * that credentials are gone when Corral quits. A store that is there and refuses (locked, denied) rejects.
 */
export interface Secrets {
  /** `os`: kept from one run to the next. `run`: in memory, for this run only. */
  readonly kind: 'os' | 'run'
  /** `null` where there is none, or where it can no longer be decrypted. */
  get(key: string): Promise<string | null>
  /** Kept when it resolves; replaces what was there. */
  set(key: string, value: string): Promise<void>
  remove(key: string): Promise<void>
}

/** Work that would block the main thread, done in another one. */
export interface WorkerThread {
  /**
   * Reads the body of a verbose `show`; the worker starts while it is received. `parts` are transferred to the worker
   * and are empty afterwards.
   *
   * @throws ProblemError `worker_stopped` if the worker ends before it answers, after which the next call starts a new
   * one; `cancelled` when `signal` aborts, which ends the work
   */
  readVerboseAnswer(parts: Promise<OwnBytes[]>, signal?: AbortSignal): Promise<VerboseAnswer>
}

/** Facts about the computer Corral runs on, for the advice on connections. */
export interface Computer {
  /** Its IP addresses now, without loopback. */
  addresses(): readonly string[]
  /** Whether Corral runs in Linux within Windows, whose loopback is another one. */
  isWsl: boolean
}

/** The Ollama of this computer: where it is and how it is started. */
export interface LocalServer {
  /** Where it answers unless `OLLAMA_HOST` says otherwise. */
  url: string
  find(): Promise<LocalOllama | null>
  /** Starts it and does not wait for it; it outlives Corral. */
  start(ollama: LocalOllama): Promise<StartedServer>
}

export interface StartedServer {
  /** Resolves if it ends again by itself; never for an app that was opened. */
  ended: Promise<void>
  /** The end of its output so far, as it is: it may hold secrets. */
  output(): string
}

export interface FileFacts {
  kind: 'file' | 'folder' | 'link' | 'other'
  /** Apparent size in bytes. */
  size: number
  /** Bytes that the disk has allocated to it. */
  allocated: number
  /** Milliseconds since 1970. */
  modifiedAt: number
  /** The same for two names of one file, and another after a file was replaced. */
  inode: string
}

/**
 * The files of Ollama's model store on this computer, by absolute path. Nothing is created there but the folder of
 * `move`. What cannot be done rejects with a code of Node (`ENOENT`, `EACCES`, …).
 */
export interface StoreFiles {
  /** Folders where the store of a server may be: that of OLLAMA_MODELS first, then the defaults of this system. */
  folders(): string[]
  /** The home folder of the user of this process. */
  home(): string
  /** The path without symbolic links. */
  real(path: string): Promise<string>
  /** The names in a folder. */
  list(folder: string): Promise<string[]>
  /** Does not follow a symbolic link. `null` where there is nothing. */
  look(path: string): Promise<FileFacts | null>
  /** The first bytes of a file, at most so many. */
  read(file: string, bytes: number): Promise<Buffer>
  /** Whether the folder belongs to the user of this process, who may write to it. */
  isOwn(folder: string): Promise<boolean>
  /** Bytes that this user can still write to the volume of a folder; `null` where the runtime cannot tell. */
  freeBytes(folder: string): Promise<number | null>
  /** Moves a file into a folder of the same volume, which is created if need be, and replaces one of its name there. */
  move(file: string, folder: string): Promise<void>
  remove(file: string): Promise<void>
  /** Removes a folder if it is empty. */
  removeFolder(folder: string): Promise<void>
}

/** What was asked for on the command line and by the environment. */
export interface LaunchOptions {
  host: string | null
  sandbox: boolean
  ollamaHost: string | null
}

/** The programs connected to a port of this computer, without Corral. */
export interface ConnectedPrograms {
  /** The name of each process, without its folder. */
  names: string[]
  /** Connections whose process the system does not tell. */
  unnamed: number
}

/** Rejects if the system does not tell. */
export type ReadClients = (port: number) => Promise<ConnectedPrograms>

export interface Platform {
  clock: Clock
  net: Net
  /** For registries only: connections to servers of Ollama are always direct. */
  routesTo: RoutesTo
  disk: Disk
  /** Secrets are removed from what is written to it and read from it. */
  log: LogFile
  /** Knows the secrets of this run and the addresses of this computer. */
  redactor: Redactor
  /** What the user must be told of files. */
  notices: Notices
  secrets: Secrets
  local: LocalServer
  computer: Computer
  storeFiles: StoreFiles
  /** `null` on a system that Corral cannot ask. */
  readClients: ReadClients | null
  /** `null` on a system that cannot be read. */
  machineMemory: MachineMemory | null
  worker: WorkerThread
  newId(): string
  /** Starts the built-in sandbox, or gives the one that runs. */
  openSandbox(): Promise<{ url: string; memory: MachineMemory }>
  /** Shows a folder in the system's file manager; `null` where nothing can. */
  openFolder: ((folder: string) => Promise<void>) | null
  /** What this build is made of, as it was noted when it was made. */
  licenses(): Promise<License[]>
  info: Omit<Info, 'notices' | 'canOpenFolder'>
  launchOptions: LaunchOptions
}
