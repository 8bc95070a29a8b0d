import { implement, type Router } from '@orpc/server'
import { contract } from '#shared/contract/index.ts'
import type { LibraryView } from '#shared/contract/library.ts'
import type { Clients } from '#shared/contract/running.ts'
import type { Change } from '#shared/contract/system.ts'
import type { BinService } from './bin/bin.ts'
import type { DesktopService } from './desktop.ts'
import type { EmbeddingsService } from './embeddings/embeddings.ts'
import type { ReadAccount } from './hosts/account.ts'
import type { EventsService } from './events/events.ts'
import type { HistoryService } from './history/history.ts'
import type { HostsService } from './hosts/hosts.ts'
import type { SummarizeHost } from './hosts/summary.ts'
import type { LibraryActs } from './library/acts.ts'
import type { LibraryService } from './library/library.ts'
import type { Log } from './platform.ts'
import { ProblemError, toWireError } from './problem.ts'
import type { UndoService } from './operations/undo.ts'
import type { MeasuredService } from './measured/measured.ts'
import type { MemoryService } from './memory/memory.ts'
import type { NotesService } from './notes/notes.ts'
import type { PageStateService } from './page-state/page-state.ts'
import type { PlaygroundService } from './playground/playground.ts'
import type { PresetsService } from './presets/presets.ts'
import type { PortableService } from './portable/portable.ts'
import type { PromptsService } from './prompts/prompts.ts'
import type { Redactor } from './redact.ts'
import type { RecordFile } from './records/record.ts'
import type { RunningService } from './running/running.ts'
import type { SettingsService } from './settings/settings.ts'
import type { PullPartsService } from './store/pull-parts.ts'
import type { ServerFiles } from './store/server-files.ts'
import type { SystemService } from './system.ts'
import type { Topic } from './topic.ts'
import type { UpdatesService } from './updates/updates.ts'
import type { Preview } from './transfers/preview.ts'
import type { PreviewPush } from './transfers/push-preview.ts'
import type { TransfersService } from './transfers/transfers.ts'

export interface Services {
  history: HistoryService
  hosts: HostsService
  readAccount: ReadAccount
  readClients: (hostId: string) => Promise<Clients | null>
  serverFiles: ServerFiles
  summarize: SummarizeHost
  library: LibraryService
  acts: LibraryActs
  bin: BinService
  undo: UndoService
  libraryView: RecordFile<LibraryView>
  measured: MeasuredService
  notes: NotesService
  presets: PresetsService
  portable: PortableService
  transfers: TransfersService
  preview: Preview
  previewPush: PreviewPush
  pullParts: PullPartsService
  running: RunningService
  memory: MemoryService
  events: EventsService
  embeddings: EmbeddingsService
  playground: PlaygroundService
  prompts: PromptsService
  pageState: PageStateService
  settings: SettingsService
  updates: UpdatesService
  changes: Topic<Change>
  desktop: DesktopService
  system: SystemService
  redactor: Redactor
  log: Log
  /** Whether outputs are validated, too; for tests. */
  checkOutputs: boolean
}

/** Named, since the inferred type is too long to be written. */
export type CoreRouter = Router<typeof contract, Record<string, never>>

/** Implements the contract by the services, and converts every failure to a problem. */
export function createRouter(services: Services): CoreRouter {
  const { hosts, library, acts, libraryView, transfers, running, embeddings, settings, changes, desktop, system } =
    services
  const {
    bin,
    events,
    memory,
    summarize,
    readAccount,
    readClients,
    serverFiles,
    preview,
    previewPush,
    pullParts,
    playground,
    pageState,
    measured,
    notes,
    presets,
    portable,
    prompts,
    updates,
    redactor,
    log,
    checkOutputs,
    history,
  } = services

  const explain = (error: unknown, path: readonly string[]): Error => {
    const wire = toWireError(error, redactor.redact)
    if (!(error instanceof ProblemError) && wire !== error) log.error(path.join('.'), error)
    return wire
  }
  const os = implement(contract)
    // Outputs are typed; validating them would be slow for a list of 10,000 models.
    .$config(checkOutputs ? {} : { initialOutputValidationIndex: Number.NaN })
    .use(async ({ next, path }) => {
      try {
        return await next()
      } catch (error) {
        throw explain(error, path)
      }
    })
  /** The middleware does not see a failure in the middle of a stream. */
  async function* explained<T>(stream: AsyncIterable<T>, path: readonly string[]): AsyncGenerator<T, void> {
    try {
      yield* stream
    } catch (error) {
      throw explain(error, path)
    }
  }

  return os.router({
    hosts: {
      watch: os.hosts.watch.handler(({ signal }) => hosts.watch(signal)),
      add: os.hosts.add.handler(({ input }) => hosts.add(input)),
      update: os.hosts.update.handler(({ input }) => hosts.update(input)),
      remove: os.hosts.remove.handler(({ input }) => hosts.remove(input.hostId)),
      select: os.hosts.select.handler(({ input }) => hosts.select(input.hostId)),
      setDefault: os.hosts.setDefault.handler(({ input }) => hosts.setDefault(input.hostId)),
      setMemory: os.hosts.setMemory.handler(({ input }) => hosts.setMemory(input.hostId, input.memory)),
      test: os.hosts.test.handler(({ input }) => hosts.test(input)),
      certificate: os.hosts.certificate.handler(({ input }) => hosts.certificate(input.url)),
      lastSeen: os.hosts.lastSeen.handler(({ input }) => hosts.lastSeen(input.hostId)),
      account: os.hosts.account.handler(({ input, signal }) => readAccount(input.hostId, signal)),
      modelsFolder: os.hosts.modelsFolder.handler(({ input }) => serverFiles.modelsFolder(input.hostId)),
      openModelsFolder: os.hosts.openModelsFolder.handler(({ input }) => serverFiles.openModelsFolder(input.hostId)),
      summary: os.hosts.summary.handler(({ input, signal }) => summarize(input.hostId, signal)),
      check: os.hosts.check.handler(({ input }) => hosts.check(input.hostId)),
      openSandbox: os.hosts.openSandbox.handler(() => hosts.openSandbox()),
      findLocal: os.hosts.findLocal.handler(() => hosts.findLocal()),
      startLocal: os.hosts.startLocal.handler(() => hosts.startLocal()),
    },
    library: {
      view: os.library.view.handler(() => libraryView.get()),
      setView: os.library.setView.handler(({ input }) => libraryView.update(() => input)),
      list: os.library.list.handler(({ input, signal }) => library.list(input, signal)),
      weights: os.library.weights.handler(({ input, signal }) => library.weights(input, signal)),
      inspect: os.library.inspect.handler(({ input, signal }) => library.inspect(input, signal)),
      text: os.library.text.handler(({ input }) => library.text(input)),
      tensors: os.library.tensors.handler(({ input }) => library.tensors(input)),
      array: os.library.array.handler(({ input }) => library.array(input)),
      tokens: os.library.tokens.handler(({ input }) => library.tokens(input)),
      searchTokens: os.library.searchTokens.handler(({ input }) => library.searchTokens(input)),
      vocabulary: os.library.vocabulary.handler(({ input }) => library.vocabulary(input)),
      tensorTotals: os.library.tensorTotals.handler(({ input }) => library.tensorTotals(input)),
      memoryModel: os.library.memoryModel.handler(({ input }) => library.memoryModel(input)),
      copy: os.library.copy.handler(({ input }) => acts.copy(input)),
      rename: os.library.rename.handler(({ input }) => acts.rename(input)),
      remove: os.library.remove.handler(({ input }) => acts.remove(input)),
    },
    bin: {
      list: os.bin.list.handler(({ input, signal }) => bin.list(input.hostId, signal)),
      known: os.bin.known.handler(({ input }) => bin.known(input.hostId)),
      restore: os.bin.restore.handler(({ input }) => bin.restore(input)),
      empty: os.bin.empty.handler(({ input }) => bin.empty(input)),
      rollback: os.bin.rollback.handler(({ input }) => bin.rollback(input)),
    },
    measured: {
      of: os.measured.of.handler(({ input }) => measured.of(input.hostId, input.digest)),
      count: os.measured.count.handler(async () => ({ loads: await measured.count() })),
      forget: os.measured.forget.handler(() => measured.forget()),
    },
    transfers: {
      preview: os.transfers.preview.handler(({ input, signal }) => preview(input, signal)),
      previewPush: os.transfers.previewPush.handler(({ input, signal }) => previewPush(input, signal)),
      watch: os.transfers.watch.handler(({ signal }) => transfers.watch(signal)),
      start: os.transfers.start.handler(({ input }) => transfers.start(input)),
      cancel: os.transfers.cancel.handler(({ input }) => transfers.cancel(input.id)),
      pause: os.transfers.pause.handler(({ input }) => transfers.pause(input)),
      resume: os.transfers.resume.handler(({ input }) => transfers.resume(input)),
      move: os.transfers.move.handler(({ input }) => transfers.move(input.id, input.before)),
      retry: os.transfers.retry.handler(({ input }) => transfers.retry(input.id)),
      parts: os.transfers.parts.handler(({ input }) => pullParts.get(input.id)),
      removeParts: os.transfers.removeParts.handler(({ input }) => pullParts.remove(input.id)),
      setPartsAside: os.transfers.setPartsAside.handler(({ input }) => pullParts.setAside(input.id)),
      clear: os.transfers.clear.handler(({ input }) => transfers.clear(input.ids)),
    },
    updates: {
      of: os.updates.of.handler(({ input }) => updates.of(input.hostId)),
      check: os.updates.check.handler(({ input }) => updates.check(input.hostId, input.names)),
      stop: os.updates.stop.handler(({ input }) => updates.stop(input.hostId)),
      review: os.updates.review.handler(({ input, signal }) => updates.review(input, signal)),
      skip: os.updates.skip.handler(({ input }) => updates.skip(input)),
      never: os.updates.never.handler(({ input }) => updates.never(input)),
    },
    memory: {
      watch: os.memory.watch.handler(({ input, signal }) => memory.watch(input.hostId, signal)),
      history: os.memory.history.handler(({ input }) => memory.history(input.hostId)),
    },
    running: {
      watch: os.running.watch.handler(({ input, signal }) => running.watch(input.hostId, signal)),
      history: os.running.history.handler(({ input }) => running.history(input.hostId)),
      clients: os.running.clients.handler(({ input }) => readClients(input.hostId)),
      load: os.running.load.handler(({ input, signal }) => running.load(input, signal)),
      keep: os.running.keep.handler(({ input }) => running.keep(input)),
      cancelLoad: os.running.cancelLoad.handler(({ input }) => running.cancelLoad(input)),
      dismissLoad: os.running.dismissLoad.handler(({ input }) => running.dismissLoad(input)),
      unload: os.running.unload.handler(({ input }) => running.unload(input)),
      unloadAll: os.running.unloadAll.handler(({ input }) => running.unloadAll(input.hostId)),
    },
    history: {
      list: os.history.list.handler(({ input }) => history.list(input)),
      entry: os.history.entry.handler(({ input }) => history.entry(input.id)),
      export: os.history.export.handler(({ input }) => history.export(input)),
      undo: os.history.undo.handler(({ input }) => history.undo(input.id)),
      undoLast: os.history.undoLast.handler(({ input }) => history.undoLast(input.hostId, input.direction)),
      retry: os.history.retry.handler(({ input }) => history.retry(input.id)),
    },
    events: { watch: os.events.watch.handler(({ signal }) => events.watch(signal)) },
    embeddings: {
      run: os.embeddings.run.handler(({ input, signal, path }) => explained(embeddings.run(input, signal), path)),
      vectors: os.embeddings.vectors.handler(({ input }) => embeddings.vectors(input.runId, input.from)),
      release: os.embeddings.release.handler(({ input }) => embeddings.release(input.runId)),
    },
    playground: {
      get: os.playground.get.handler(() => playground.get()),
      save: os.playground.save.handler(({ input }) => playground.save(input)),
    },
    pageState: {
      get: os.pageState.get.handler(({ input }) => pageState.get(input.hostId)),
      save: os.pageState.save.handler(({ input }) => pageState.save(input.hostId, input.state)),
    },
    notes: {
      list: os.notes.list.handler(() => [...notes.all()]),
      set: os.notes.set.handler(({ input }) => notes.set(input)),
    },
    presets: {
      list: os.presets.list.handler(() => [...presets.all()]),
      set: os.presets.set.handler(({ input }) => presets.set(input)),
    },
    portable: {
      export: os.portable.export.handler(() => ({ text: portable.export() })),
      preview: os.portable.preview.handler(({ input }) => portable.preview(input.text)),
      import: os.portable.import.handler(async ({ input }) => ({
        kept: await portable.import(input.text, input.parts),
      })),
      undo: os.portable.undo.handler(() => portable.undo()),
    },
    prompts: {
      run: os.prompts.run.handler(({ input, signal, path }) => explained(prompts.run(input, signal), path)),
      answers: os.prompts.answers.handler(({ input }) => prompts.answers(input)),
      forget: os.prompts.forget.handler(({ input }) => prompts.forget(input)),
    },
    settings: {
      get: os.settings.get.handler(() => settings.get()),
      update: os.settings.update.handler(({ input }) => settings.update(input)),
    },
    system: {
      info: os.system.info.handler(() => system.info()),
      log: os.system.log.handler(({ input }) => system.log(input.lines)),
      licenses: os.system.licenses.handler(({ input }) => system.licenses(input)),
      openDataFolder: os.system.openDataFolder.handler(() => system.openDataFolder()),
      decide: os.system.decide.handler(({ input }) => system.decide(input.id)),
      hideNotices: os.system.hideNotices.handler(({ input }) => system.hideNotices(input.ids)),
      changes: os.system.changes.handler(({ signal }) => changes.subscribe(signal)),
    },
    desktop: {
      watch: os.desktop.watch.handler(({ signal }) => desktop.watch(signal)),
      requests: os.desktop.requests.handler(({ signal }) => desktop.requests(signal)),
      open: os.desktop.open.handler(({ input }) => {
        desktop.acts().open()
        if (input.show) desktop.ask(input.show)
      }),
      openPanel: os.desktop.openPanel.handler(() => desktop.acts().openPanel()),
      fitPanel: os.desktop.fitPanel.handler(({ input }) => desktop.acts().fitPanel(input.height)),
      closePanel: os.desktop.closePanel.handler(() => desktop.acts().closePanel()),
      discard: os.desktop.discard.handler(() => desktop.acts().discard()),
      checkForUpdate: os.desktop.checkForUpdate.handler(() => desktop.acts().checkForUpdate()),
      downloadUpdate: os.desktop.downloadUpdate.handler(() => desktop.acts().downloadUpdate()),
      installUpdate: os.desktop.installUpdate.handler(() => desktop.acts().installUpdate()),
      painted: os.desktop.painted.handler(({ input }) => desktop.acts().painted(input.at)),
    },
  })
}
