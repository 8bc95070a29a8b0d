import { z } from 'zod'

/** What a server says of its account at ollama.com. */
export const accountSchema = z.discriminatedUnion('state', [
  z.object({ state: z.literal('signed_in'), name: z.string(), plan: z.string().nullable() }),
  /** `signinUrl` is at ollama.com; `null` if the server sends none, or another. */
  z.object({ state: z.literal('signed_out'), signinUrl: z.string().nullable() }),
  /** The server does not reach ollama.com. */
  z.object({ state: z.literal('offline') }),
  /** The server does not tell, as before 0.12. */
  z.object({ state: z.literal('unknown') }),
])
export type Account = z.infer<typeof accountSchema>

/** The public key by which a server signs its requests to registries. */
export const publicKeySchema = z.object({
  /** `ssh-ed25519` and the key, without a comment. */
  text: z.string(),
  /** The file it was read from; `null` if it is in the sign-in address of the server. */
  file: z.string().nullable(),
})
export type PublicKey = z.infer<typeof publicKeySchema>
