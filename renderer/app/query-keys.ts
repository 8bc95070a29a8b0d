/**
 * Keys of the query cache. Data of a host starts with its id, so that one prefix invalidates all of it; data
 * of Corral itself starts with `@corral`. A feature with further queries has a factory in its own folder:
 * `[...queryKeys.host(hostId), 'tensors', name]`.
 */
export const queryKeys = {
  hosts: ['@corral', 'hosts'],
  history: ['@corral', 'history'],
  transfers: ['@corral', 'transfers'],
  events: ['@corral', 'events'],
  settings: ['@corral', 'settings'],
  info: ['@corral', 'info'],
  measured: ['@corral', 'measured'],
  notes: ['@corral', 'notes'],
  presets: ['@corral', 'presets'],
  libraryView: ['@corral', 'library-view'],
  log: ['@corral', 'log'],
  licenses: ['@corral', 'licenses'],
  localOllama: ['@corral', 'local-ollama'],
  host: (hostId: string) => [hostId] as const,
  running: (hostId: string) => [hostId, 'running'] as const,
  memory: (hostId: string) => [hostId, 'memory'] as const,
  /** Prefix of the kept answers of every model of a host. */
  answers: (hostId: string) => [hostId, 'answers'] as const,
  /** Announced by itself, once the core has read a list with other models. */
  updates: (hostId: string) => [hostId, 'updates'] as const,
  /** Prefix of all that is stale after a change of the models of a host: the list and every inspection. */
  models: (hostId: string) => [hostId, 'models'] as const,
  modelList: (hostId: string) => [hostId, 'models', 'list'] as const,
  bin: (hostId: string) => [hostId, 'models', 'bin'] as const,
  /** Prefix of all data of one model: inspection, texts, tensors, tokens. */
  model: (hostId: string, name: string) => [hostId, 'models', 'one', name] as const,
} as const
