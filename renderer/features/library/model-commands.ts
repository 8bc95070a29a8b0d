import type { TFunction } from 'i18next'
import {
  BellOff,
  BellRing,
  ChartScatter,
  CircleFadingArrowUp,
  CircleStop,
  ClipboardCopy,
  Columns2,
  Copy,
  Download,
  ExternalLink,
  Hash,
  type LucideIcon,
  MessageSquare,
  PanelRight,
  PencilLine,
  Play,
  SkipForward,
  SlidersHorizontal,
  SquareTerminal,
  Trash2,
  Undo2,
  Upload,
  X,
} from 'lucide-react'
import type { Model } from '#shared/contract/library.ts'
import type { ModelUpdate } from '#shared/contract/updates.ts'
import { modelPage } from '#shared/domain/model-page.ts'
import type { ModelActs } from './acts.ts'
import { isPossible, loadedAs } from './possible-acts.ts'

type Running = Parameters<typeof loadedAs>[1]

/** The state in memory that decides which of load, unload and stop is offered. */
export type MemoryStep = 'off' | 'loading' | 'loaded'

interface ModelCommand {
  icon: LucideIcon
  shortcut?: string
  danger?: true
  /** Whether it is offered for a model on which Corral may act. */
  isOffered?: (model: Model, memory: MemoryStep, update: ModelUpdate | undefined) => boolean
  /** Offered for read-only models, too, as it changes nothing. */
  harmless?: true
  /** Offered only where the host can pull and push, */
  transfers?: true
  /** and where its names are those of Ollama's registries. */
  pages?: true
  /** Disabled while the host does not answer. */
  needsServer?: true
  run: (acts: ModelActs, model: Model, running: Running) => void
}

const inMemory = (step: MemoryStep) => (model: Model, memory: MemoryStep) =>
  isPossible('memory', model) && memory === step
const isUpdate = (update: ModelUpdate | undefined) =>
  update?.verdict === 'update' || update?.verdict === 'probably_update'
const toggleMemory: ModelCommand['run'] = (acts, model, running) => acts.toggleMemory(model, running)

/** Everything that menus and the palette offer for one model, in their order. */
const commands = {
  open: { icon: PanelRight, shortcut: 'enter', harmless: true, run: (acts, model) => acts.inspect(model) },
  compare: { icon: Columns2, run: (acts, model) => acts.compare(model) },
  try: {
    icon: MessageSquare,
    isOffered: (model) => isPossible('try', model),
    run: (acts, model) => acts.tryModel(model),
  },
  play: {
    icon: ChartScatter,
    isOffered: (model) => isPossible('play', model),
    run: (acts, model) => acts.play(model),
  },
  load: { icon: Play, shortcut: 'l', isOffered: inMemory('off'), needsServer: true, run: toggleMemory },
  loadWith: {
    icon: SlidersHorizontal,
    isOffered: (model, memory) => isPossible('memory', model) && memory !== 'loading',
    needsServer: true,
    run: (acts, model) => acts.loadWith(model),
  },
  unload: { icon: CircleStop, shortcut: 'l', isOffered: inMemory('loaded'), needsServer: true, run: toggleMemory },
  stop: { icon: X, isOffered: inMemory('loading'), run: (acts, { name }) => acts.memory.stop(name) },
  reviewUpdate: {
    icon: CircleFadingArrowUp,
    transfers: true,
    needsServer: true,
    isOffered: (_, __, update) => isUpdate(update),
    run: (acts, model) => acts.reviewUpdate(model),
  },
  checkUpdate: {
    icon: CircleFadingArrowUp,
    transfers: true,
    pages: true,
    needsServer: true,
    isOffered: ({ cloud }, _, update) => cloud === null && !isUpdate(update),
    run: (acts, model) => acts.checkUpdate(model),
  },
  skipUpdate: {
    icon: SkipForward,
    transfers: true,
    isOffered: (_, __, update) => update?.offered === true,
    run: (acts, model) => acts.skipUpdate(model, true),
  },
  unskipUpdate: {
    icon: Undo2,
    transfers: true,
    isOffered: (_, __, update) => update?.skipped === true && !update.never,
    run: (acts, model) => acts.skipUpdate(model, false),
  },
  neverUpdate: {
    icon: BellOff,
    transfers: true,
    isOffered: (_, __, update) => update !== undefined && update.verdict !== 'not_asked' && !update.never,
    run: (acts, model) => acts.neverUpdate(model, true),
  },
  allowUpdates: {
    icon: BellRing,
    transfers: true,
    isOffered: (_, __, update) => update?.never === true,
    run: (acts, model) => acts.neverUpdate(model, false),
  },
  pullAgain: { icon: Download, transfers: true, run: (acts, model) => acts.pull(model) },
  copy: { icon: Copy, needsServer: true, run: (acts, model) => acts.copy(model) },
  rename: { icon: PencilLine, shortcut: 'f2', needsServer: true, run: (acts, model) => acts.rename(model) },
  push: {
    icon: Upload,
    transfers: true,
    needsServer: true,
    isOffered: (model) => isPossible('push', model),
    run: (acts, model) => acts.push(model),
  },
  copyName: { icon: ClipboardCopy, harmless: true, run: (acts, model) => acts.copyName(model) },
  copyDigest: {
    icon: Hash,
    harmless: true,
    isOffered: ({ digest }) => digest !== null,
    run: (acts, model) => acts.copyDigest(model),
  },
  copyCommand: { icon: SquareTerminal, run: (acts, model) => acts.copyCommand(model) },
  page: {
    icon: ExternalLink,
    harmless: true,
    pages: true,
    isOffered: (model) => modelPage(model) !== null,
    run: (acts, model) => acts.openPage(model),
  },
  remove: {
    icon: Trash2,
    shortcut: 'delete',
    danger: true,
    needsServer: true,
    run: (acts, model) => acts.remove([model]),
  },
} satisfies Record<string, ModelCommand>

export type ModelCommandKey = keyof typeof commands

export const modelCommandKeys = Object.keys(commands) as ModelCommandKey[]

export function memoryStep(model: Model, running: Running, isLoading: boolean): MemoryStep {
  if (isLoading) return 'loading'
  return loadedAs(model, running) === null ? 'off' : 'loaded'
}

export function isCommandOffered(
  key: ModelCommandKey,
  model: Model,
  memory: MemoryStep,
  { canTransfer, hasPages, updateOf }: Pick<ModelActs, 'canTransfer' | 'hasPages' | 'updateOf'>,
): boolean {
  const { harmless, transfers, pages, isOffered }: ModelCommand = commands[key]
  if ((transfers && !canTransfer) || (pages && !hasPages)) return false
  return (harmless === true || !model.readOnly) && (isOffered?.(model, memory, updateOf(model)) ?? true)
}

/** A command on one model as an entry of a menu. `label` is without the name of the model. */
export function modelCommand(key: ModelCommandKey, model: Model, acts: ModelActs, running: Running, t: TFunction) {
  const { icon, shortcut, danger, needsServer, run }: ModelCommand = commands[key]
  return {
    // Loading and unloading are at one place of the menu, which keeps the focus while one becomes the other.
    key: ['load', 'unload', 'stop'].includes(key) ? 'memory' : key,
    label: t(`library.act.${key}`),
    icon,
    ...(shortcut === undefined ? {} : { shortcut }),
    ...(danger === undefined ? {} : { danger }),
    ...(needsServer && acts.isOffline ? { disabled: true } : {}),
    onSelect: () => run(acts, model, running),
  }
}
