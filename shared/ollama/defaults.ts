import { isOlder } from './version.ts'

/**
 * The defaults of parameters that a model does not set, from the Modelfile documentation and the default options in
 * Ollama's source (v0.33). `auto` is computed when the model is loaded.
 */
export interface ParameterDefault {
  key: string
  value: number | 'auto' | 'none'
}

/** From this release on repetition is not penalized by default; before it was 1.1. */
const NO_PENALTY = '0.32.10'

/** In the order of the documentation, for a server of this version (`null` for the newest). */
export function parameterDefaults(version: string | null): ParameterDefault[] {
  return [
    { key: 'num_ctx', value: 'auto' },
    { key: 'temperature', value: 0.8 },
    { key: 'top_k', value: 40 },
    { key: 'top_p', value: 0.9 },
    { key: 'min_p', value: 0 },
    { key: 'typical_p', value: 1 },
    { key: 'repeat_last_n', value: 64 },
    { key: 'repeat_penalty', value: isOlder(version, NO_PENALTY) ? 1.1 : 1 },
    { key: 'presence_penalty', value: 0 },
    { key: 'frequency_penalty', value: 0 },
    { key: 'seed', value: 'auto' },
    { key: 'stop', value: 'none' },
    { key: 'num_predict', value: -1 },
    { key: 'num_keep', value: 4 },
    { key: 'num_batch', value: 512 },
    { key: 'num_gpu', value: 'auto' },
    { key: 'num_thread', value: 'auto' },
    { key: 'draft_num_predict', value: 4 },
  ]
}
