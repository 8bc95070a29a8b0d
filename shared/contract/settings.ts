import { z } from 'zod'
import { keepAlive } from './fields.ts'
import { base } from './problem.ts'

export const settingsSchema = z.object({
  theme: z.enum(['system', 'light', 'dark']).default('system'),
  language: z.enum(['system', 'en', 'zh-CN']).default('system'),
  /** Sent with loads and embeddings where the user names none; `null` leaves it to the server. */
  keepAlive: keepAlive.default(null),
})
export type Settings = z.infer<typeof settingsSchema>

export const settings = {
  get: base.output(settingsSchema),
  /** Changes only what is named and answers with the whole; on disk before the reply. */
  update: base
    .input(
      z.strictObject({
        theme: settingsSchema.shape.theme.unwrap().optional(),
        language: settingsSchema.shape.language.unwrap().optional(),
        keepAlive: keepAlive.optional(),
      }),
    )
    .output(settingsSchema),
}
