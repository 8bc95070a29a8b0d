import { isOlder } from '#shared/ollama/version.ts'
import type { Platform } from './platform.ts'
import { openRecord, type RecordFormat } from './records/record.ts'

/** The version of Corral that ran last; `null` if none noted it. */
const versionFormat: RecordFormat<string | null> = {
  name: 'version.json',
  version: 1,
  initial: null,
  read: (value) => (typeof value === 'string' ? value : undefined),
}

/** Puts a notice at the first start after an update. */
export async function noticeUpdate(platform: Platform): Promise<void> {
  const { info, notices, log } = platform
  const record = await openRecord(platform, versionFormat)
  const last = record.get()
  if (last === info.version) return
  if (isOlder(last, info.version))
    notices.put({ id: 'updated', code: 'updated', params: { version: info.version }, kept: null })
  await record.update(() => info.version).catch((error: unknown) => log.error('the version that ran last', error))
}
