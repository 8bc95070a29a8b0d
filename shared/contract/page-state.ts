import { z } from 'zod'
import { hostId, modelName } from './fields.ts'
import { MAX_KEPT_NAMES, MAX_KEPT_TEXT } from './page-state-bounds.ts'
import { base } from './problem.ts'

const key = z.string().min(1).max(600)

const filters = z.strictObject({
  text: z.string().max(MAX_KEPT_TEXT).default(''),
  loaded: z.boolean().default(false),
  capabilities: z.array(z.string().max(100)).max(40).default([]),
  family: z.string().max(200).nullable().default(null),
  size: z.number().int().min(0).max(20).nullable().default(null),
  fit: z.enum(['fits', 'tight', 'partial', 'none']).nullable().default(null),
  update: z.boolean().default(false),
})

/** The fields of the state of the page, each with its default. */
export const pageStateFields = {
  place: z.enum(['library', 'running', 'transfers', 'playground', 'hosts', 'history', 'settings']).default('library'),
  /** Whether the library shows the bin. */
  isBin: z.boolean().default(false),
  /** The model in the inspector. */
  inspected: modelName.nullable().default(null),
  /** The tab of the inspector; the page ignores one that it does not have. `null` for its first. */
  tab: z.string().max(40).nullable().default(null),
  // Of the library.
  filters: filters.default(filters.parse({})),
  /** Keys of the groups that are closed. */
  closed: z.array(key).max(MAX_KEPT_NAMES).default([]),
  selection: z.array(modelName).max(MAX_KEPT_NAMES).default([]),
  /** The row that has the keys, by its key, and its position. */
  active: z
    .strictObject({ key, at: z.number().int().min(0).max(1e9) })
    .nullable()
    .default(null),
  /** Pixels from the top of the list. */
  scroll: z.number().min(0).max(1e9).default(0),
}
const pageStateSchema = z.strictObject(pageStateFields)
/** Where the user is in the page, and what is filtered and selected there. */
export type PageState = z.infer<typeof pageStateSchema>

/** Without a host the page has a state of its own. */
const host = hostId.nullable()

export const pageState = {
  /** The state last saved with a host as the current one, in this run or an earlier one. */
  get: base.input(z.strictObject({ hostId: host })).output(pageStateSchema),
  /** It is written a second later, and when Corral quits; for a host that does not outlive this run, never. */
  save: base.input(z.strictObject({ hostId: host, state: pageStateSchema })),
}
