/** Values of `OLLAMA_KV_CACHE_TYPE`. */
export const cacheTypes = ['f16', 'q8_0', 'q4_0'] as const
export type CacheType = (typeof cacheTypes)[number]
