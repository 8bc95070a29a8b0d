// Apart from the schemas, which the first scripts of the page do without.

/** The most selected models and closed groups that are kept of a page. */
export const MAX_KEPT_NAMES = 1000
/** The longest text of a filter that is kept, in UTF-16 units. */
export const MAX_KEPT_TEXT = 200
