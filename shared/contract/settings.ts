import { z } from 'zod'
import { parseJson } from '../ollama/fields.ts'
import { keepAlive } from './fields.ts'
import { base } from './problem.ts'

/** A global shortcut as an Electron accelerator: `CommandOrControl+Alt+U`. */
const shortcut = z
  .string()
  .max(80)
  .regex(/^[A-Za-z0-9]+(\+[A-Za-z0-9]+)*$/)
  .nullable()

const timeOfDay = z
  .string()
  .max(5)
  .regex(/^([01]\d|2[0-3]):[0-5]\d$/)
export const transferSchedule = z.strictObject({
  days: z.array(z.number().int().min(0).max(6)).min(1).max(7),
  from: timeOfDay,
  to: timeOfDay,
})

export const settingsSchema = z.object({
  theme: z.enum(['system', 'light', 'dark']).default('system'),
  language: z.enum(['system', 'en', 'zh-CN']).default('system'),
  /** Sent with loads and embeddings for which the user gives none; `null` leaves it to the server. */
  keepAlive: keepAlive.default(null),
  /** The height of list rows. */
  density: z.enum(['comfortable', 'compact']).default('comfortable'),
  /** `reduced`: no animation, whatever the system setting is. */
  motion: z.enum(['system', 'reduced']).default('system'),
  /** Bytes in powers of 1000 (GB), as Ollama writes them, or of 1024 (GiB). */
  units: z.enum(['decimal', 'binary']).default('decimal'),
  /** Whether to ask before all models are unloaded. Deleting always asks. */
  confirmUnloadAll: z.boolean().default(true),
  /** How many transfers of one host run at the same time. */
  parallelTransfers: z.number().int().min(1).max(8).default(2),
  /** What happens at start to the transfers that an earlier run did not finish: they resume, or they are paused. */
  unfinishedTransfers: z.enum(['resume', 'ask']).default('resume'),
  /** When transfers may run, in local time, see `scheduleAt`; `null` for always. */
  transferSchedule: transferSchedule.nullable().default(null),
  /** Whether a pull that stalls is asked for again by itself, at most five times. */
  stallRescue: z.boolean().default(true),
  /** Whether Corral may ask registries for models: before and while one is pulled, before a push, and for newer versions. */
  askRegistries: z.boolean().default(true),
  /** Whether Corral asks registries once a day for newer versions of the models of each host. */
  checkModelUpdates: z.boolean().default(false),
  /** Whether Corral asks the system which programs of this computer are connected to Ollama, and names them. */
  nameClients: z.boolean().default(false),
  /**
   * Whether deleting moves a model to the bin; `ask`: each time. `null`: the user has not been told yet that other
   * clients list what is in it.
   */
  bin: z.enum(['on', 'off', 'ask']).nullable().default(null),
  /** After how many days a model of the bin and a kept version are deleted for good; `null` for never. */
  binDays: z.number().int().min(1).max(365).nullable().default(30),
  keptDays: z.number().int().min(1).max(365).nullable().default(30),
  // For the desktop app only; no effect in a browser.
  tray: z.boolean().default(true),
  /** What closing the window does. Without a known tray, `background` minimises it. */
  closing: z.enum(['quit', 'background']).default('quit'),
  login: z.enum(['off', 'window', 'hidden']).default('off'),
  /** Unloads all models. */
  unloadKeys: shortcut.default(null),
  /** Opens the window to free an amount of memory. */
  freeKeys: shortcut.default(null),
  notifications: z.boolean().default(true),
  /** Keeps the computer awake while a transfer runs. */
  keepAwake: z.boolean().default(false),
  checkForUpdates: z.boolean().default(false),
})
export type Settings = z.infer<typeof settingsSchema>

export const isSetting = (field: string): field is keyof Settings => field in settingsSchema.shape

/** The value of a setting that the history tells as a text, empty for `null`; `undefined` if it is none. */
export function settingOf<K extends keyof Settings>(key: K, text: string): Settings[K] | undefined {
  const schema: z.ZodType = settingsSchema.shape[key]
  const values = text === '' ? [null, text] : [parseJson(text), text]
  return values.find((value) => value !== undefined && schema.safeParse(value).success) as Settings[K] | undefined
}

export const settings = {
  get: base.output(settingsSchema),
  /** Changes only the given fields and returns all; written to disk before the reply. */
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
        parallelTransfers: settingsSchema.shape.parallelTransfers.unwrap().optional(),
        unfinishedTransfers: settingsSchema.shape.unfinishedTransfers.unwrap().optional(),
        transferSchedule: transferSchedule.nullable().optional(),
        stallRescue: z.boolean().optional(),
        askRegistries: z.boolean().optional(),
        checkModelUpdates: z.boolean().optional(),
        nameClients: z.boolean().optional(),
        bin: settingsSchema.shape.bin.unwrap().optional(),
        binDays: settingsSchema.shape.binDays.unwrap().optional(),
        keptDays: settingsSchema.shape.keptDays.unwrap().optional(),
        tray: z.boolean().optional(),
        closing: settingsSchema.shape.closing.unwrap().optional(),
        login: settingsSchema.shape.login.unwrap().optional(),
        unloadKeys: shortcut.optional(),
        freeKeys: shortcut.optional(),
        notifications: z.boolean().optional(),
        keepAwake: z.boolean().optional(),
        checkForUpdates: z.boolean().optional(),
      }),
    )
    .output(settingsSchema),
}
