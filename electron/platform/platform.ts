import { randomUUID } from 'node:crypto'
import { networkInterfaces, release as systemRelease } from 'node:os'
import path from 'node:path'
import type { Platform, Secrets } from '../core/platform.ts'
import { createRedactor, redactedLog } from '../core/redact.ts'
import { createNotices } from '../core/records/notices.ts'
import { memorySecrets } from '../core/hosts/access.ts'
import type { Flags } from '../flags.ts'
import { version } from '../../package.json'
import type { Sandbox } from '../sandbox/server.ts'
import { clientsReader } from './clients/clients.ts'
import { systemClock } from './clock.ts'
import { openDataFolder } from './data-folder.ts'
import { readLicenses } from './licenses.ts'
import { localServer, thisComputer } from './local-ollama.ts'
import { logFault, openLog } from './log.ts'
import { openMachineMemory } from './memory/machine-memory.ts'
import { createNet } from './net.ts'
import { storeFilesOf } from './store-files.ts'
import { createRoutes } from './proxy-routes.ts'
import { environmentProxies, systemProxies } from './proxy-settings.ts'
import { createWorkerThread } from './worker-thread.ts'

export interface RealPlatform extends Platform {
  /** Ends the sandbox and the worker, closes connections and unlocks the data folder. */
  release(): Promise<void>
}

/** What only a desktop shell provides. */
export interface ShellParts {
  /** The system's key store; without it secrets are kept for this run only. */
  openSecrets?: (files: Pick<Platform, 'disk' | 'log' | 'clock' | 'notices'>) => Secrets
  /** Shows a folder in the system's file manager. */
  openFolder?: (folder: string) => Promise<void>
  /** The system's proxies for an address, see `systemProxies`; without it those of the environment are used. */
  resolveProxy?: (url: string) => Promise<string>
}

const PLATFORMS = ['darwin', 'win32', 'linux'] as const

/**
 * The platform on this computer, for the window or the web server.
 *
 * @throws FolderInUse if another Corral has the data folder
 */
export async function openPlatform(
  flags: Flags,
  folder: string,
  frontend: 'window' | 'web',
  locale: string,
  { openSecrets = memorySecrets, openFolder, resolveProxy }: ShellParts = {},
): Promise<RealPlatform> {
  const { disk, fault, keptLock, release } = await openDataFolder(folder, frontend)
  const net = createNet()
  const redactor = createRedactor(ownAddresses)
  const log = redactedLog(openLog(folder), redactor)
  const notices = createNotices()
  const lost = await logFault(log.file)
  const tell = (
    code: 'folder_not_writable' | 'log_not_writable' | 'file_set_aside',
    file: string,
    kept: string | null,
  ) => notices.put({ id: `${code} ${file}`, code, params: { file }, kept })
  if (fault) {
    log.error('nothing can be written to the data folder', fault)
    tell('folder_not_writable', folder, null)
  } else if (lost) tell('log_not_writable', path.basename(log.file), null)
  if (keptLock !== null) tell('file_set_aside', 'corral.lock', keptLock)
  const files = { disk, log, clock: systemClock, notices }
  const worker = createWorkerThread(path.join(__dirname, 'worker.cjs'))
  const machineMemory = openMachineMemory(systemClock, log)
  let sandbox: Promise<Sandbox> | undefined
  return {
    ...files,
    net,
    routesTo: createRoutes(resolveProxy ? systemProxies(resolveProxy) : environmentProxies(process.env), redactor),
    secrets: openSecrets(files),
    local: localServer,
    computer: { addresses: ownAddresses, isWsl: process.platform === 'linux' && /microsoft/i.test(systemRelease()) },
    storeFiles: storeFilesOf(thisComputer),
    readClients: clientsReader(),
    machineMemory,
    worker,
    newId: randomUUID,
    redactor,
    // Loaded on demand: it is large, and most starts do not need it.
    openSandbox: () => (sandbox ??= import('../sandbox/server.ts').then(({ startSandbox }) => startSandbox({}))),
    openFolder: openFolder ?? null,
    licenses: () => readLicenses(path.join(__dirname, '..', 'licenses.json')),
    info: {
      version,
      frontend,
      platform: PLATFORMS.find((name) => name === process.platform) ?? 'other',
      locale,
      dataFolder: folder,
    },
    launchOptions: { host: flags.host, sandbox: flags.sandbox, ollamaHost: process.env['OLLAMA_HOST']?.trim() || null },
    async release() {
      await (await sandbox)?.close()
      machineMemory?.rest()
      net.close()
      await worker.close()
      await release()
    },
  }
}

/** The IP addresses this computer has now, without loopback. */
function ownAddresses(): string[] {
  return Object.values(networkInterfaces())
    .flatMap((addresses = []) => addresses)
    .filter(({ internal }) => !internal)
    .map(({ address }) => address)
}
