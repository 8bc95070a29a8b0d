import { z } from 'zod'
import type { Settings } from '#shared/contract/settings.ts'
import { keepAliveSeconds } from '#shared/ollama/keep-alive.ts'
import { readFields } from '../records/read.ts'
import type { RecordFormat } from '../records/record.ts'

const timeOfDay = z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$/)
const shortcut = z
  .string()
  .max(80)
  .regex(/^[A-Za-z0-9]+(\+[A-Za-z0-9]+)*$/)
  .nullable()
  .default(null)

export const settingsFields = {
  theme: z.enum(['system', 'light', 'dark']).default('system'),
  language: z.enum(['system', 'en', 'zh-CN']).default('system'),
  keepAlive: z
    .union([z.number(), z.string()])
    .refine((value) => keepAliveSeconds(value) !== null)
    .nullable()
    .default(null),
  density: z.enum(['comfortable', 'compact']).default('comfortable'),
  motion: z.enum(['system', 'reduced']).default('system'),
  units: z.enum(['decimal', 'binary']).default('decimal'),
  confirmUnloadAll: z.boolean().default(true),
  parallelTransfers: z.number().int().min(1).max(8).default(2),
  unfinishedTransfers: z.enum(['resume', 'ask']).default('resume'),
  transferSchedule: z
    .object({ days: z.array(z.number().int().min(0).max(6)).min(1), from: timeOfDay, to: timeOfDay })
    .nullable()
    .default(null),
  stallRescue: z.boolean().default(true),
  askRegistries: z.boolean().default(true),
  checkModelUpdates: z.boolean().default(false),
  nameClients: z.boolean().default(false),
  bin: z.enum(['on', 'off', 'ask']).nullable().default(null),
  binDays: z.number().int().min(1).max(365).nullable().default(30),
  keptDays: z.number().int().min(1).max(365).nullable().default(30),
  tray: z.boolean().default(true),
  closing: z.enum(['quit', 'background']).default('quit'),
  login: z.enum(['off', 'window', 'hidden']).default('off'),
  unloadKeys: shortcut,
  freeKeys: shortcut,
  notifications: z.boolean().default(true),
  keepAwake: z.boolean().default(false),
  checkForUpdates: z.boolean().default(false),
}

/** The file of the settings, read field by field. */
export const settingsFormat: RecordFormat<Settings> = {
  name: 'settings.json',
  version: 1,
  initial: z.object(settingsFields).parse({}),
  read: (value, lost) => readFields(settingsFields, value, lost),
}
