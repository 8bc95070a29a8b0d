/**
 * How Ollama's answers differ by version: all that is not in this table is the same in all of them.
 * Each value is what the recordings of that version show, but where a line names another source.
 */
export interface Generation {
  /** What `/api/version` says. */
  version: string
  /** Answer to a method that a known path does not take; 405 since 0.7.0. */
  wrongMethod: 404 | 405
  /** Routes that this version does not have, as `METHOD /path`. */
  absent: readonly string[]
  /** What `/api/me` answers where ollama.com cannot be reached. */
  offlineAccount: 'refused' | 'null'
  /** Whether `/api/tags` tells capabilities, context and embedding length; since 0.30. */
  listsCapabilities: boolean
  /** Whether the names of cloud models, `remote_model` and `remote_host`, are known; since 0.12 (API reference). */
  remote: boolean
  /** Whether the tags `local` and `cloud` say where a model runs; since 0.17.6 (API reference). */
  sourceTags: boolean
  show: {
    /** Since 0.6.1. */
    tensors: boolean
    /** Since 0.6.4. */
    capabilities: boolean
    /** The answer to a name that is none. */
    invalid: readonly [status: number, text: string]
    /** Whether a missing model is named with its tag. */
    missingWithTag: boolean
  }
  delete: {
    /** Whether a request without a name is told that one is required, and not that "" is invalid. */
    requiresModel: boolean
  }
  ps: {
    /** Since 0.10. */
    contextLength: boolean
    /** Whether a model is listed while it is still being loaded; before 0.30 (API reference). */
    loading: boolean
  }
  /** Tokens a model gets where nobody says how many; `null` is by the memory of the GPU. */
  defaultContext: number | null
  /** Whether the context is cut to what the model was trained for. */
  capsContext: boolean
  /** Requests that a chat model is loaded for at once, each with a context of its own (API reference). */
  parallel: number
  keepAlive: {
    /** Whether a number loses its fraction, and whatever is below a second unloads (API reference). */
    wholeSeconds: boolean
  }
  embed: {
    /** Whether models without the capability are refused. */
    refusesChatModels: boolean
    /** Whether `dimensions` is known; since 0.11.11. */
    dimensions: boolean
    /** The text for an input that is too long and must not be cut. */
    tooLong: string
    /** Whether the two tokens at the ends of a text count: for `prompt_eval_count`, and for where it is cut. */
    endsCounted: boolean
    endsCut: boolean
  }
  pull: {
    /** A layer that is complete is over at the next tick of a clock that looks after it, in milliseconds; 0 is at once. */
    layerTick: number
  }
  create: {
    /** Status of an error before the first line of a stream: its own, or 200 and a line with the status in it; since 0.12.6. */
    firstErrorStatus: boolean
    /** How quantizing is reported: every 60 ms, once a tensor, or by one line without numbers. */
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
  defaultContext: null,
  capsContext: true,
  parallel: 1,
  keepAlive: { wholeSeconds: false },
  embed: {
    refusesChatModels: true,
    dimensions: true,
    tooLong: 'the input length exceeds the context length',
    endsCounted: true,
    endsCut: true,
  },
  pull: { layerTick: 0 },
  create: { firstErrorStatus: true, quantizing: 'ticks' },
}

/** Each version is told by what it does otherwise than the next newer one. */
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
  defaultContext: 4096,
  capsContext: false,
  embed: {
    refusesChatModels: false,
    dimensions: true,
    tooLong: 'input exceeds maximum context length',
    endsCounted: false,
    endsCut: true,
  },
  pull: { layerTick: 1000 },
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
  defaultContext: 2048,
  parallel: 4,
  keepAlive: { wholeSeconds: true },
  embed: {
    ...v0_12_0.embed,
    dimensions: false,
    tooLong: 'input length exceeds maximum context length',
    // A text that was cut to the context has no room for its ends, and fails with `{"error":{}}`.
    endsCut: false,
  },
  create: { firstErrorStatus: false, quantizing: 'once' },
}

/** The newest first. */
export const generations = [newest, v0_12_0, v0_5_12]

export const versions = generations.map(({ version }) => version)

/** Throws for a version that there is no recording of. */
export function generationOf(version: string = newest.version): Generation {
  const found = generations.find((generation) => generation.version === version)
  if (!found) throw new Error(`The sandbox can speak as ${versions.join(', ')}, not as "${version}".`)
  return found
}
