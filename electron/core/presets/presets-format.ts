import { z } from 'zod'
import { loaderOptions, type LoaderOptions, type Preset } from '#shared/contract/presets.ts'
import { givenOptions, isEmptyPreset, MAX_PRESETS } from '#shared/domain/presets.ts'
import { keepAliveSeconds } from '#shared/ollama/keep-alive.ts'
import { modelFields, readModelEntries } from '../records/model-entries.ts'
import { readFields, within, type Lost } from '../records/read.ts'
import type { RecordFormat } from '../records/record.ts'

const fields = {
  ...modelFields,
  keepAlive: z
    .union([z.number().min(-1).max(1e9), z.string().max(40)])
    .refine((value) => keepAliveSeconds(value) !== null)
    .nullable()
    .default(null),
  options: z.unknown(),
  atStart: z.boolean().default(false),
}

/** Reads one preset; options that cannot be read are left to the server. `undefined` for one that says nothing. */
export function readPreset(value: unknown, lost: Lost): Preset | undefined {
  const read = readFields(fields, value, lost)
  if (!read) return undefined
  const given = readFields(loaderOptions.shape, read.options ?? {}, lost)
  if (!given) lost.fields.push('options')
  const preset = { ...read, options: givenOptions(given ?? {}) as LoaderOptions }
  return isEmptyPreset(preset) ? undefined : preset
}

/** The file of presets, read one by one; those beyond the bound and second ones of a model count as lost. */
export const presetsFormat: RecordFormat<readonly Preset[]> = {
  name: 'presets.json',
  version: 1,
  initial: [],
  read(value, lost) {
    if (!Array.isArray(value)) return undefined
    const presets = readModelEntries(value, lost, (entry) => readPreset(entry, lost))
    return within(presets, lost, (all) => all.slice(0, MAX_PRESETS))
  },
}
