import { z } from 'zod'
import { accountSchema } from './account.ts'
import { amountSchema } from './fields.ts'
import { problemSchema } from './problem.ts'

/** What is known of a push before it begins. */
export const pushPreviewSchema = z.object({
  /** `null` if the name is not of ollama.com: another registry has other accounts. */
  account: accountSchema.nullable(),
  /**
   * The namespace of the asked name: of the account (`own`) or not (`other`), `missing`, of another registry
   * (`elsewhere`), or `unknown` without an account.
   */
  namespace: z.enum(['own', 'other', 'missing', 'elsewhere', 'unknown']),
  /** The same model under the account's namespace, if the asked name has another or none. */
  suggested: z.string().nullable(),
  /** The name that the rest is about: the suggested one if there is one. */
  name: z.string(),
  /** Bytes of the model; `null` if the server does not tell. */
  size: z.number().nullable(),
  toSend: amountSchema,
  /**
   * What the registry has under that name, as far as it shows it to everybody: this very manifest (`same`), one with
   * the same weights and size (`alike`), another, or none. `unknown` if it could not be asked.
   */
  published: z.enum(['none', 'same', 'alike', 'other', 'unknown']),
  /** Why the registry was not asked, or gave no answer. */
  registryProblem: problemSchema.nullable(),
})
export type PushPreview = z.infer<typeof pushPreviewSchema>
