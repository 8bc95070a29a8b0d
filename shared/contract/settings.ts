import { z } from 'zod'
import { keepAlive } from './fields.ts'
import { base } from './problem.ts'

const unloadKeys = z
  .string()
  .max(80)
  .regex(/^[A-Za-z0-9]+(\+[A-Za-z0-9]+)*$/)
  .nullable()

export const settingsSchema = z.object({
  theme: z.enum(['system', 'light', 'dark']).default('system'),
  language: z.enum(['system', 'en', 'zh-CN']).default('system'),
  /** Sent with loads and embeddings where the user names none; `null` leaves it to the server. */
  keepAlive: keepAlive.default(null),
  /** How high the rows of lists are. */
  density: z.enum(['comfortable', 'compact']).default('comfortable'),
  /** `reduced`: nothing moves, whatever the system says. */
  motion: z.enum(['system', 'reduced']).default('system'),
  /** Bytes in powers of 1000 (GB), as Ollama writes them, or of 1024 (GiB). */
  units: z.enum(['decimal', 'binary']).default('decimal'),
  /** Whether to ask before everything is unloaded. Deleting always asks. */
  confirmUnloadAll: z.boolean().default(true),
  // Of the desktop app alone; in a browser they have no effect.
  tray: z.boolean().default(true),
  /** What closing the window does. Where no tray is known, `background` leaves it minimised. */
  closing: z.enum(['quit', 'background']).default('quit'),
  login: z.enum(['off', 'window', 'hidden']).default('off'),
  /** Keys that unload all models from anywhere, as Electron writes them: `CommandOrControl+Alt+U`. */
  unloadKeys: unloadKeys.default(null),
  notifications: z.boolean().default(true),
  /** Keeps the computer from sleeping while a transfer runs. */
  keepAwake: z.boolean().default(false),
  checkForUpdates: z.boolean().default(false),
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
        density: settingsSchema.shape.density.unwrap().optional(),
        motion: settingsSchema.shape.motion.unwrap().optional(),
        units: settingsSchema.shape.units.unwrap().optional(),
        confirmUnloadAll: z.boolean().optional(),
        tray: z.boolean().optional(),
        closing: settingsSchema.shape.closing.unwrap().optional(),
        login: settingsSchema.shape.login.unwrap().optional(),
        unloadKeys: unloadKeys.optional(),
        notifications: z.boolean().optional(),
        keepAwake: z.boolean().optional(),
        checkForUpdates: z.boolean().optional(),
      }),
    )
    .output(settingsSchema),
}
