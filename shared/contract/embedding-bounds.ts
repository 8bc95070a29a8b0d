/**
 * The most texts of one run, and the most characters in all of them together. Apart from `embeddings.ts`, since
 * workers and pages that need only these bounds do not load zod.
 */
export const MAX_TEXTS = 10_000
export const MAX_TEXT_CHARACTERS = 8_000_000

/** The most runs that are kept. */
export const MAX_RUNS = 10

/** The largest reply with vectors, in bytes. */
export const VECTOR_BYTES = 1024 * 1024
