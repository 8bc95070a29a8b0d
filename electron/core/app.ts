import type { Change } from '#shared/contract/system.ts'
import { createBin } from './bin/bin.ts'
import { keepBinsShort } from './bin/expiry.ts'
import { openOwnBin } from './bin/own-bin.ts'
import { createDesktop } from './desktop.ts'
import { createEmbeddings } from './embeddings/embeddings.ts'
import { createEvents } from './events/events.ts'
import { followHosts, followTransfers } from './events/follow.ts'
import { hasHost, hasSettings } from './history/changed-fields.ts'
import { createChangesBack } from './history/changes-back.ts'
import { createHistory } from './history/history.ts'
import { recordedHosts, recordedSettings } from './history/recorded.ts'
import { openHosts } from './hosts/hosts.ts'
import { createReadAccount } from './hosts/account.ts'
import { createHostSummaries } from './hosts/summary.ts'
import { createActs } from './library/acts.ts'
import { noticeUpdate } from './last-version.ts'
import { createLibrary } from './library/library.ts'
import { openLibraryView } from './library/view.ts'
import { createMeasured } from './measured/measured.ts'
import { openNotes } from './notes/notes.ts'
import { openOperations } from './operations/operations.ts'
import { createUndo } from './operations/undo.ts'
import type { Platform } from './platform.ts'
import { createMemory } from './memory/memory.ts'
import { createPageState } from './page-state/page-state.ts'
import { createPlayground } from './playground/playground.ts'
import { openPresets } from './presets/presets.ts'
import { createStartLoads } from './presets/start-loads.ts'
import { createPortable } from './portable/portable.ts'
import { createPrompts } from './prompts/prompts.ts'
import { createRouter } from './router.ts'
import { createReadClients } from './running/clients.ts'
import { createOwnUses } from './running/own-uses.ts'
import { createRunning } from './running/running.ts'
import { openSettings } from './settings/settings.ts'
import { createStoreDisk } from './store/disk.ts'
import { createStores } from './store/find.ts'
import { createServerFiles } from './store/server-files.ts'
import { openPullParts } from './store/pull-parts.ts'
import { createSystem } from './system.ts'
import { createTopic } from './topic.ts'
import { createRegistryClient } from './registry/registry.ts'
import { createPreview } from './transfers/preview.ts'
import { createPreviewPush } from './transfers/push-preview.ts'
import { createPlanPull } from './transfers/pull-plan.ts'
import { openTransfers } from './transfers/transfers.ts'
import { createUpdates } from './updates/updates.ts'

export type App = Awaited<ReturnType<typeof openApp>>

/** The application: all services on one platform, and the router used by window and web server. */
export async function openApp(platform: Platform, { checkOutputs = false } = {}) {
  const changes = createTopic<Change>()
  platform.notices.onChange(() => changes.publish('notices', { type: 'notices' }))
  await noticeUpdate(platform)
  const openedSettings = await openSettings(platform)
  openedSettings.onChange(() => changes.publish('settings', { type: 'settings' }))
  const openedHosts = await openHosts(platform)
  const events = createEvents(platform.clock, openedHosts)
  const modelsChanged = (hostId: string) => changes.publish(`models ${hostId}`, { type: 'models', hostId })
  const operations = await openOperations(platform, openedHosts, modelsChanged)
  const hosts = recordedHosts(openedHosts, operations)
  const settings = recordedSettings(openedSettings, operations)
  await operations.endInterrupted((operation) =>
    operation.kind === 'settings' ? hasSettings(settings.get(), operation) : hasHost(hosts.state(), operation),
  )
  const library = createLibrary(platform, hosts, modelsChanged)
  const ownBin = await openOwnBin(platform, hosts)
  const acts = createActs(platform, operations, ownBin, settings, events)
  const bin = createBin(platform, hosts, operations, ownBin, settings, events)
  const changesBack = createChangesBack(operations, openedHosts, openedSettings)
  const undo = createUndo(operations, hosts, library, acts, ownBin, changesBack)
  const libraryView = await openLibraryView(platform)
  const notes = await openNotes(platform, hosts, operations, () => changes.publish('notes', { type: 'notes' }))
  const presets = await openPresets(platform, hosts, operations, () => changes.publish('presets', { type: 'presets' }))
  const portable = createPortable(platform, { hosts, settings, libraryView, notes, presets }, () =>
    changes.publish('view', { type: 'view' }),
  )
  const registry = createRegistryClient(platform)
  const planPull = createPlanPull(registry, hosts, settings)
  const stores = createStores(platform, hosts)
  const storeDisk = createStoreDisk(platform, stores)
  const serverFiles = createServerFiles(platform, stores)
  const readAccount = createReadAccount(hosts, serverFiles)
  const transfers = await openTransfers(
    platform,
    hosts,
    library,
    operations,
    settings,
    planPull,
    storeDisk,
    bin,
    modelsChanged,
  )
  const preview = createPreview(planPull, registry, hosts, transfers.all, storeDisk)
  const previewPush = createPreviewPush(platform, hosts, library, settings)
  const pullParts = await openPullParts(platform, hosts, operations, transfers, stores)
  const uses = createOwnUses(platform.clock, hosts)
  const measured = createMeasured(platform, hosts, library, () => changes.publish('measured', { type: 'measured' }))
  const binExpiry = keepBinsShort(platform, hosts, operations, ownBin, bin)
  const running = createRunning(platform, uses, library, settings, presets, operations, events, measured)
  const memory = createMemory(platform, hosts)
  running.onChange(memory.readAgain)
  const startLoads = createStartLoads(platform, hosts, library, running, presets, memory)
  const embeddings = createEmbeddings(platform, uses.hosts, settings)
  const playground = createPlayground(platform)
  const prompts = createPrompts(platform, uses.hosts, library, settings, presets, (hostId) =>
    changes.publish(`answers ${hostId}`, { type: 'answers', hostId }),
  )
  const summarize = createHostSummaries(platform, hosts, library, running)
  const history = createHistory(platform, { operations, hosts, undo, acts, running, transfers }, () =>
    changes.publish('history', { type: 'history' }),
  )
  const ending = new AbortController()
  void followTransfers(transfers.watch(ending.signal), events)
  void followHosts(hosts.watch(ending.signal), events)
  const updates = createUpdates(
    platform,
    { hosts, library, operations, settings, registry, stores, storeDisk, transfers: transfers.all },
    (hostId) => changes.publish(`updates ${hostId}`, { type: 'updates', hostId }),
  )
  const pageState = createPageState(platform, hosts)
  const desktop = createDesktop()
  const system = createSystem(platform)
  const services = {
    history,
    hosts,
    readAccount,
    readClients: createReadClients(platform, hosts, settings),
    serverFiles,
    summarize,
    library,
    acts,
    bin,
    undo,
    operations,
    libraryView,
    measured,
    notes,
    presets,
    portable,
    transfers,
    preview,
    previewPush,
    pullParts,
    running,
    memory,
    events,
    embeddings,
    playground,
    prompts,
    pageState,
    settings,
    updates,
    changes,
    desktop,
    system,
    redactor: platform.redactor,
    log: platform.log,
    checkOutputs,
  }

  return {
    ...services,
    router: createRouter(services),
    /** Chooses the current host; the page may connect before it has. */
    async begin() {
      startLoads.begin()
      updates.begin()
      await hosts.begin()
    },
    /** While the computer sleeps no requests are sent. */
    pause(paused: boolean) {
      hosts.pause(paused)
      running.pause(paused)
      memory.pause(paused)
      updates.pause(paused)
      if (!paused) transfers.retryAll()
    },
    /** While no window is visible servers are asked less often. */
    setIdle(idle: boolean) {
      hosts.setIdle(idle)
      running.setIdle(idle)
      memory.setIdle(idle)
    },
    async close() {
      ending.abort()
      running.close()
      memory.close()
      operations.close()
      pullParts.close()
      binExpiry.close()
      const closing = [hosts, transfers, playground, prompts, pageState, measured, updates, startLoads]
      await Promise.all(closing.map((service) => service.close()))
      // A page may have sent more meanwhile.
      await Promise.all([playground.close(), pageState.close()])
    },
  }
}
