/** The most texts one run takes, and the most characters they may have together. */
export const MAX_TEXTS = 10_000
export const MAX_TEXT_CHARACTERS = 8_000_000

/** No reply with vectors is larger than this. */
export const VECTOR_BYTES = 1024 * 1024
