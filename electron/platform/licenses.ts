import { readFile } from 'node:fs/promises'
import { z } from 'zod'
import { licenseSchema, type License } from '#shared/contract/system.ts'

/** More than any licence says; one page of them stays small enough to send. */
const MAX_TEXT = 30_000

const fileSchema = z.array(licenseSchema.extend({ text: z.string().nullish() }))

/** Reads what the build noted. Not kept: it is asked for seldom. */
export async function readLicenses(file: string): Promise<License[]> {
  const all = fileSchema.parse(JSON.parse(await readFile(file, 'utf8')))
  return all.map(({ text, ...license }) => ({ ...license, text: text?.slice(0, MAX_TEXT) ?? null }))
}
