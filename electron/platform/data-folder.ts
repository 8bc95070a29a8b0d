import { randomBytes } from 'node:crypto'
import { constants as fs } from 'node:fs'
import { link, mkdir, open, readFile, rename, rm, stat, writeFile } from 'node:fs/promises'
import net from 'node:net'
import os from 'node:os'
import path from 'node:path'
import writeFileAtomic from 'write-file-atomic'
import { z } from 'zod'
import type { Disk } from '../core/platform.ts'

const LOCK = 'corral.lock'
const ANSWER_WITHIN = 1000
const TRIES = 5

const ownerSchema = z.object({
  pid: z.number(),
  frontend: z.enum(['window', 'web']).default('window'),
  /** Milliseconds since 1970. */
  since: z.number(),
  /** The socket or pipe on which the owner listens while it runs. */
  socket: z.string(),
})
export type Owner = z.infer<typeof ownerSchema>

/** Another Corral has the data folder. */
export class FolderInUse extends Error {
  readonly owner: Owner

  constructor(folder: string, owner: Owner) {
    super(
      `Corral already runs on ${folder}: ${owner.frontend === 'window' ? 'its window' : 'its server for browsers'}, ` +
        `process ${owner.pid}, since ${new Date(owner.since).toLocaleString()}.`,
    )
    this.name = 'FolderInUse'
    this.owner = owner
  }
}

export interface DataFolder {
  disk: Disk
  /** Why nothing can be written to it in this run; `null` if it can. */
  fault: Error | null
  /** The new name of a non-file that had the name of the lock. */
  keptLock: string | null
  release(): Promise<void>
}

/** The data folder of an app on this system, the same as Electron's `userData`. */
export function defaultDataFolder(platform = process.platform, env = process.env, home = os.homedir()): string {
  if (platform === 'darwin') return path.posix.join(home, 'Library', 'Application Support', 'Corral')
  if (platform === 'win32')
    return path.win32.join(env['APPDATA'] ?? path.win32.join(home, 'AppData', 'Roaming'), 'Corral')
  return path.posix.join(env['XDG_CONFIG_HOME'] || path.posix.join(home, '.config'), 'Corral')
}

/**
 * Locks the folder for this process. The lock file names a socket on which the owner listens: a lock whose socket
 * does not answer is stale and is taken over, even if the process id is in use again. A folder that cannot be locked
 * (read-only, a full disk, not a folder) is only read, see `fault`.
 *
 * @throws FolderInUse if a running Corral has it
 */
export async function openDataFolder(folder: string, frontend: Owner['frontend']): Promise<DataFolder> {
  const lock = path.join(folder, LOCK)
  const owner: Owner = { pid: process.pid, frontend, since: Date.now(), socket: socketName() }
  const server = net.createServer((socket) => socket.end())
  server.unref()
  const close = () => new Promise<void>((resolve) => void server.close(() => resolve()))
  try {
    await mkdir(folder, { recursive: true, mode: 0o700 })
    await new Promise<void>((resolve, reject) => server.once('error', reject).listen(owner.socket, resolve))
    const keptLock = await take(folder, lock, owner)
    return {
      disk: diskIn(folder),
      fault: null,
      keptLock,
      async release() {
        if ((await readOwner(lock))?.socket === owner.socket) await rm(lock, { force: true })
        await close()
      },
    }
  } catch (error) {
    await close()
    if (error instanceof FolderInUse) throw error
    const other = await readOwner(lock)
    if (other && (await answers(other.socket))) throw new FolderInUse(folder, other)
    const fault = error instanceof Error ? error : new Error(String(error))
    return { disk: readOnly(diskIn(folder), fault), fault, keptLock: null, release: async () => {} }
  }
}

function socketName(): string {
  const name = `corral-${randomBytes(6).toString('hex')}`
  return process.platform === 'win32' ? `\\\\.\\pipe\\${name}` : path.join(os.tmpdir(), `${name}.sock`)
}

/** Returns the new name of a non-file that had the name of the lock, if there was one. */
async function take(folder: string, lock: string, owner: Owner): Promise<string | null> {
  let kept: string | null = null
  for (let attempt = 0; attempt < TRIES; attempt++) {
    if (await create(lock, owner)) return kept
    if (await isNoFile(lock)) {
      kept = `${LOCK}.unreadable-${owner.since}`
      await rename(lock, path.join(folder, kept))
      continue
    }
    const other = await readOwner(lock)
    if (other && (await answers(other.socket))) throw new FolderInUse(folder, other)
    // Two starts may find the same stale lock: only one can move it away, and one that moved a valid lock puts it
    // back.
    const aside = `${lock}.${randomBytes(6).toString('hex')}`
    const moved = await rename(lock, aside).then(
      () => true,
      () => false,
    )
    if (!moved) continue
    const taken = await readOwner(aside)
    if (taken && taken.socket !== other?.socket) await link(aside, lock).catch(() => {})
    await rm(aside, { force: true })
  }
  throw new Error(`The data folder ${folder} could not be locked.`)
}

/** Creates the lock with its content in one step, so that no reader sees an incomplete one. */
async function create(lock: string, owner: Owner): Promise<boolean> {
  const draft = `${lock}.${randomBytes(6).toString('hex')}`
  await writeFile(draft, JSON.stringify(owner), { mode: 0o600 })
  try {
    await link(draft, lock)
    return true
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException
    if (code === 'EEXIST') return false
    // A file system without hard links.
    return writeFile(lock, JSON.stringify(owner), { flag: 'wx', mode: 0o600 }).then(
      () => true,
      () => false,
    )
  } finally {
    await rm(draft, { force: true })
  }
}

async function readOwner(lock: string): Promise<Owner | undefined> {
  try {
    return ownerSchema.parse(JSON.parse(await readFile(lock, 'utf8')))
  } catch {
    return undefined
  }
}

function answers(name: string): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = net.connect(name)
    const say = (answer: boolean) => {
      socket.destroy()
      resolve(answer)
    }
    socket.setTimeout(ANSWER_WITHIN, () => say(true))
    socket.once('connect', () => say(true))
    socket.once('error', () => say(false))
  })
}

function diskIn(folder: string): Disk {
  const at = (name: string) => path.join(folder, name)
  return {
    isWritable: true,
    async read(name) {
      try {
        // Reading a pipe would never end.
        if (await isNoFile(at(name))) throw Object.assign(new Error(`${name} is no file`), { code: 'EISDIR' })
        return await readFile(at(name), 'utf8')
      } catch (error) {
        const { code } = error as NodeJS.ErrnoException
        if (code === 'ENOENT' || code === 'ENOTDIR') return null
        throw error
      }
    },
    write: (name, text) => writeFileAtomic(at(name), text, { encoding: 'utf8', mode: 0o600 }),
    async append(name, text) {
      const file = await open(at(name), fs.O_WRONLY | fs.O_APPEND)
      try {
        await file.appendFile(text)
        await file.datasync()
      } finally {
        await file.close()
      }
    },
    rename: (from, to) => rename(at(from), at(to)),
    remove: (name) => rm(at(name), { force: true }),
  }
}

function readOnly({ read }: Disk, fault: Error): Disk {
  const refuse = () => Promise.reject(fault)
  return { isWritable: false, read, write: refuse, append: refuse, rename: refuse, remove: refuse }
}

/** Whether something other than a file has this name. */
const isNoFile = (file: string) =>
  stat(file).then(
    (found) => !found.isFile(),
    () => false,
  )
