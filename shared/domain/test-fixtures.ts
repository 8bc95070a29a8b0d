import type { Host, HostsState } from '../contract/hosts.ts'
import type { Loaded, RunningState } from '../contract/running.ts'
import type { Transfer } from '../contract/transfers.ts'
import { featuresOf } from './features.ts'
import type { PageState } from '../contract/page-state.ts'

/** For tests: the time at which everything below is shown. */
export const now = 1_800_000_000_000

export const host = (id: string, more: Partial<Host> = {}): Host => ({
  id,
  name: id,
  url: `http://${id}:11434`,
  kind: 'saved',
  reach: 'up',
  version: '0.33.0',
  features: featuresOf(null),
  server: 'ollama',
  severalServers: false,
  latencyMs: 3,
  checkedAt: now,
  problem: null,
  credentials: null,
  certificate: null,
  memory: null,
  ...more,
})

export const hosts = (currentId: string | null, ...list: Host[]): HostsState => ({
  hosts: list,
  currentId,
  defaultId: null,
  secrets: 'run',
  lastProbe: null,
})

export const loaded = (name: string, more: Partial<Loaded> = {}): Loaded => ({
  name,
  digest: null,
  family: '',
  parameterSize: '',
  quantization: '',
  size: 2e9,
  sizeVram: 2e9,
  contextLength: 4096,
  expiresAt: now + 240_000,
  slot: 0,
  otherUse: null,
  usedAt: null,
  keepAliveMs: null,
  stoppingSince: null,
  expiryFollowsClock: false,
  ...more,
})

export const running = (hostId: string, models: Loaded[], more: Partial<RunningState> = {}): [string, RunningState] => [
  hostId,
  {
    hostId,
    models,
    leftOut: 0,
    loading: [],
    failedLoads: [],
    readAt: now,
    lateSince: null,
    clockOffsetMs: 0,
    problem: null,
    ...more,
  },
]

export const transfer = (id: string, more: Partial<Transfer> = {}): Transfer => ({
  id,
  hostId: 'a',
  kind: 'pull',
  name: `${id}:latest`,
  insecure: false,
  silent: false,
  state: 'running',
  rank: 1,
  heldBy: null,
  opensAt: null,
  activeMs: 0,
  runningSince: 0,
  status: '',
  phase: 'layers',
  layers: [],
  isWhole: false,
  completed: 0,
  total: 0,
  share: more.total ? Math.min(1, (more.completed ?? 0) / more.total) : null,
  moved: 0,
  cached: 0,
  rate: null,
  remainingMs: null,
  quietSince: null,
  retryAt: null,
  trace: { everyMs: 1000, moved: [0] },
  startedAt: now,
  endedAt: null,
  attempt: 1,
  rescues: 0,
  problem: null,
  ...more,
})

/** A page where everything is other than at first. */
export const usedPageState: PageState = {
  place: 'running',
  isBin: false,
  inspected: 'a:1',
  tab: 'tensors',
  filters: { text: 'q', loaded: true, capabilities: ['vision'], family: 'llama', size: 2, fit: 'tight', update: true },
  closed: ['/family/llama'],
  selection: ['a:1', 'b:2'],
  active: { key: 'b:2', at: 7 },
  scroll: 380,
}
