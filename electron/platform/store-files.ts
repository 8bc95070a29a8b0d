import fs, { constants } from 'node:fs'
import { access, lstat, mkdir, open, readdir, realpath, rename, rm, rmdir, stat } from 'node:fs/promises'
import path from 'node:path'
import type { FileFacts, StoreFiles } from '../core/platform.ts'
import type { Surroundings } from './local-ollama.ts'

/** Size of the blocks that `lstat` counts, whatever the file system's own are. */
const BLOCK = 512

type Where = Pick<Surroundings, 'platform' | 'env' | 'home'>

/** The files of a model store on this computer; `folders` replaces the places where stores usually are. */
export function storeFilesOf(where: Where, folders = storeFolders(where)): StoreFiles {
  return {
    folders: () => folders,
    home: () => where.home,
    real: realpath,
    list: (folder) => readdir(folder),
    async look(file) {
      try {
        return factsOf(await lstat(file))
      } catch (error) {
        const { code } = error as NodeJS.ErrnoException
        if (code === 'ENOENT' || code === 'ENOTDIR') return null
        throw error
      }
    },
    async read(file, bytes) {
      // Opening a pipe would wait for a writer.
      const handle = await open(file, constants.O_RDONLY | (constants.O_NONBLOCK ?? 0))
      try {
        const buffer = Buffer.alloc(bytes)
        const { bytesRead } = await handle.read(buffer, 0, bytes, 0)
        return buffer.subarray(0, bytesRead)
      } finally {
        await handle.close()
      }
    },
    async isOwn(folder) {
      const { uid } = await stat(folder)
      // Windows has no user ids: there the access decides.
      if (process.getuid !== undefined && uid !== process.getuid()) return false
      return access(folder, constants.W_OK).then(
        () => true,
        () => false,
      )
    },
    async freeBytes(folder) {
      // Node has it since 18.15.
      const statfs = (fs.promises as Partial<typeof fs.promises>).statfs
      if (statfs === undefined) return null
      const { bavail, bsize } = await statfs(folder)
      return bavail * bsize
    },
    async move(file, folder) {
      await mkdir(folder, { mode: 0o755 }).catch((error: NodeJS.ErrnoException) => {
        if (error.code !== 'EEXIST') throw error
      })
      await rename(file, path.join(folder, path.basename(file)))
    },
    remove: (file) => rm(file),
    removeFolder: (folder) =>
      rmdir(folder).catch((error: NodeJS.ErrnoException) => {
        if (error.code !== 'ENOTEMPTY' && error.code !== 'EEXIST' && error.code !== 'ENOENT') throw error
      }),
  }
}

/**
 * Where the store of an Ollama on this computer may be, best guess first: OLLAMA_MODELS as the server reads it (quotes
 * and blanks around it do not count; a relative path is one of the server's working directory and says nothing here),
 * then the folders of the usual installations.
 */
export function storeFolders({ platform, env, home }: Where): string[] {
  const { join, isAbsolute } = platform === 'win32' ? path.win32 : path.posix
  const given = (env['OLLAMA_MODELS'] ?? '').replace(/^[\s"']+|[\s"']+$/g, '')
  const folders = [given, join(home, '.ollama', 'models')]
  if (platform === 'linux')
    folders.push(
      '/usr/share/ollama/.ollama/models',
      '/var/lib/ollama/.ollama/models',
      '/var/lib/ollama',
      '/var/snap/ollama/common/models',
      join(home, '.var/app/com.jeffser.Alpaca/data/.ollama/models'),
    )
  return [...new Set(folders.filter((folder) => isAbsolute(folder)))]
}

function factsOf(found: fs.Stats): FileFacts {
  return {
    kind: found.isFile() ? 'file' : found.isDirectory() ? 'folder' : found.isSymbolicLink() ? 'link' : 'other',
    size: found.size,
    allocated: found.blocks * BLOCK,
    modifiedAt: found.mtimeMs,
    inode: `${found.dev} ${found.ino}`,
  }
}
