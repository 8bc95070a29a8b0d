/**
 * Keys of the query cache. What belongs to a host starts with its id, so that one prefix reaches all of
 * it; what belongs to Corral itself starts with `@corral`. A feature with queries of its own adds a
 * factory in its own folder: `[...queryKeys.host(hostId), 'tensors', name]`.
 */
export const queryKeys = {
  hosts: ['@corral', 'hosts'],
  transfers: ['@corral', 'transfers'],
  settings: ['@corral', 'settings'],
  info: ['@corral', 'info'],
  log: ['@corral', 'log'],
  licenses: ['@corral', 'licenses'],
  localOllama: ['@corral', 'local-ollama'],
  host: (hostId: string) => [hostId] as const,
  running: (hostId: string) => [hostId, 'running'] as const,
  /** All that a change of the models of a host makes out of date: the list and every inspection. */
  models: (hostId: string) => [hostId, 'models'] as const,
  modelList: (hostId: string) => [hostId, 'models', 'list'] as const,
  /** The prefix of everything about one model: inspection, texts, tensors, tokens. */
  model: (hostId: string, name: string) => [hostId, 'models', 'one', name] as const,
} as const
