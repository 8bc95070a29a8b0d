/** Bounds of one prompt. Apart from `prompts.ts`, since a page that needs only these does not load zod. */

/** The most characters of a prompt, and of a system prompt. */
export const MAX_PROMPT_CHARACTERS = 400_000

export const MAX_IMAGES = 8
/** The most characters of all images of a prompt together, in base64: 12 MB of files. */
export const MAX_IMAGE_CHARACTERS = 16_000_000

/** The most answers kept of one model. */
export const MAX_ANSWERS = 10

/** The most characters kept of an answer's text, and of its thinking. */
export const MAX_KEPT_CHARACTERS = 400_000
