import type { Accounting } from './memory/parts.ts'

/**
 * The differences between versions of Ollama: everything not in this table is the same in all of them. Values are
 * from the recordings of the version, unless a line names another source.
 */
export interface Generation {
  /** The answer of `/api/version`. */
  version: string
  /** Status for an unsupported method of a known path; 405 since 0.7.0. */
  wrongMethod: 404 | 405
  /** Routes missing in this version, as `METHOD /path`. */
  absent: readonly string[]
  /** The answer of `/api/me` if ollama.com is unreachable. */
  offlineAccount: 'refused' | 'null'
  /** Whether `/api/tags` has capabilities, context and embedding length; since 0.30. */
  listsCapabilities: boolean
  /** Whether the names of cloud models, `remote_model` and `remote_host`, are known; since 0.12 (API reference). */
  remote: boolean
  /** Whether the tags `local` and `cloud` select where a model runs; since 0.17.6 (API reference). */
  sourceTags: boolean
  show: {
    /** Since 0.6.1. */
    tensors: boolean
    /** Since 0.6.4. */
    capabilities: boolean
    /** The answer to an invalid name. */
    invalid: readonly [status: number, text: string]
    /** Whether the error for a missing model includes the tag. */
    missingWithTag: boolean
  }
  delete: {
    /** Whether the error for a request without a name is that one is required, not that "" is invalid. */
    requiresModel: boolean
  }
  ps: {
    /** Since 0.10. */
    contextLength: boolean
    /** Whether a model is listed while it is still being loaded; before 0.30 (API reference). */
    loading: boolean
  }
  /** How memory is counted (Ollama's source). */
  memory: Accounting
  /** Default context in tokens; `null` if it depends on the memory of the GPU. */
  defaultContext: number | null
  /** Whether the context is limited to the trained one. */
  capsContext: boolean
  /** Parallel requests of a chat model, each with a context of its own (API reference). */
  parallel: number
  keepAlive: {
    /** Whether the fraction of a number is dropped, so that anything below a second unloads (API reference). */
    wholeSeconds: boolean
  }
  /** Whether `think` is known and the thinking has a field of its own; since 0.9. */
  thinking: boolean
  embed: {
    /** Whether models without the capability are refused. */
    refusesChatModels: boolean
    /** Whether `dimensions` is known; since 0.11.11. */
    dimensions: boolean
    /** The error for an input that is too long without truncation. */
    tooLong: string
    /** Whether the two special tokens of a text count, for `prompt_eval_count` and for truncation. */
    endsCounted: boolean
    endsCut: boolean
  }
  pull: {
    /** Interval, in milliseconds, at which a complete layer is noticed; 0 is at once. */
    layerTick: number
    /** Whether the manifest is written anew, so that its digest is not that of the registry; before 0.19 (#15104). */
    rewritesManifest: boolean
  }
  create: {
    /** Status of an error before the first line of a stream: its own since 0.12.6, before that 200 and a line with it. */
    firstErrorStatus: boolean
    /** Progress of quantizing: every 60 ms, per tensor, or one line without numbers. */
    quantizing: 'ticks' | 'tensors' | 'once'
  }
}

const newest: Generation = {
  version: '0.33.0-rc2',
  wrongMethod: 405,
  absent: [],
  offlineAccount: 'refused',
  listsCapabilities: true,
  remote: true,
  sourceTags: true,
  show: { tensors: true, capabilities: true, invalid: [400, 'invalid model name'], missingWithTag: true },
  delete: { requiresModel: true },
  ps: { contextLength: true, loading: false },
  memory: { kind: 'buffers' },
  defaultContext: null,
  capsContext: true,
  parallel: 1,
  keepAlive: { wholeSeconds: false },
  thinking: true,
  embed: {
    refusesChatModels: true,
    dimensions: true,
    tooLong: 'the input length exceeds the context length',
    endsCounted: true,
    endsCut: true,
  },
  pull: { layerTick: 0, rewritesManifest: false },
  create: { firstErrorStatus: true, quantizing: 'ticks' },
}

/** Each version is defined by its differences from the next newer one. */
const v0_12_0: Generation = {
  ...newest,
  version: '0.12.0',
  absent: ['GET /api/status'],
  offlineAccount: 'null',
  listsCapabilities: false,
  sourceTags: false,
  show: { ...newest.show, invalid: [500, 'invalid model path'], missingWithTag: false },
  delete: { requiresModel: false },
  ps: { contextLength: true, loading: true },
  memory: { kind: 'estimate', ownEngine: ['bert', 'gemma3', 'mistral3', 'qwen3'], capsContext: true },
  defaultContext: 4096,
  capsContext: false,
  embed: {
    refusesChatModels: false,
    dimensions: true,
    tooLong: 'input exceeds maximum context length',
    endsCounted: false,
    endsCut: true,
  },
  pull: { layerTick: 1000, rewritesManifest: true },
  create: { firstErrorStatus: false, quantizing: 'tensors' },
}

const v0_5_12: Generation = {
  ...v0_12_0,
  version: '0.5.12',
  wrongMethod: 404,
  absent: [...v0_12_0.absent, 'POST /api/me', 'POST /api/signout', 'DELETE /api/user/keys/*'],
  remote: false,
  show: { ...v0_12_0.show, tensors: false, capabilities: false },
  ps: { contextLength: false, loading: true },
  memory: { kind: 'estimate', ownEngine: [], capsContext: false },
  defaultContext: 2048,
  parallel: 4,
  keepAlive: { wholeSeconds: true },
  thinking: false,
  embed: {
    ...v0_12_0.embed,
    dimensions: false,
    tooLong: 'input length exceeds maximum context length',
    // A truncated text has no room for the special tokens, and fails with `{"error":{}}`.
    endsCut: false,
  },
  create: { firstErrorStatus: false, quantizing: 'once' },
}

/** The newest first. */
export const generations = [newest, v0_12_0, v0_5_12]

export const versions = generations.map(({ version }) => version)

/** Throws for a version without a recording. */
export function generationOf(version: string = newest.version): Generation {
  const found = generations.find((generation) => generation.version === version)
  if (!found) throw new Error(`The sandbox can speak as ${versions.join(', ')}, not as "${version}".`)
  return found
}
