import { isDeepStrictEqual } from 'node:util'
import { hostMemorySchema, type Host, type HostsState } from '#shared/contract/hosts.ts'
import type { Settings } from '#shared/contract/settings.ts'
import { parseJson } from '#shared/ollama/fields.ts'
import type { Operation } from '../operations/operation.ts'

type ChangedField = Operation['changes'][number]

/** For what must not be written down. */
const CHANGED = 'changed'

/** How the page looks, which is no act. */
const looks: ReadonlySet<string> = new Set([
  'theme',
  'language',
  'density',
  'motion',
  'units',
] satisfies (keyof Settings)[])

/** What of settings a patch changes, without how the page looks. */
export function changedSettings(now: Settings, patch: { [K in keyof Settings]?: unknown }): ChangedField[] {
  return changedFields(now, patch).filter(({ field }) => !looks.has(field))
}

/** What is written down of a host. Of its credentials only that they changed. */
export function fieldsOfHost({
  name,
  url,
  certificate,
  memory,
}: Pick<Host, 'name' | 'url' | 'certificate' | 'memory'>) {
  return {
    url,
    name,
    certificate: certificate?.fingerprint ?? null,
    ...Object.fromEntries(Object.entries(memory ?? {}).map(([key, value]) => [`memory.${key}`, value])),
  }
}

export const changedCredentials: ChangedField = { field: 'credentials', from: '', to: CHANGED }

/** The fields of which `after` has another value than `before`. */
export function changedFields(before: object, after: object): ChangedField[] {
  const were = before as Record<string, unknown>
  return Object.entries(after).flatMap(([field, value]) =>
    value === undefined || isDeepStrictEqual(were[field] ?? null, value)
      ? []
      : [{ field, from: textOf(were[field]), to: textOf(value) }],
  )
}

/** Whether settings are as an operation was to change them. */
export function hasSettings(now: Settings, { changes }: Pick<Operation, 'changes'>): boolean {
  return changes.every(({ field, to }) => textOf(now[field as keyof Settings]) === to)
}

/** The host that an operation has changed or added, whose id can have changed since. */
export function hostOfChange(
  { hosts }: Pick<HostsState, 'hosts'>,
  { hostId, url, changes }: Operation,
): Host | undefined {
  const at = changes.find(({ field }) => field === 'url')?.to ?? url
  return hosts.find(({ id }) => id === hostId) ?? hosts.find((host) => host.url === at)
}

/** Whether a host is as an operation was to change it. What was not written down cannot be compared. */
export function hasHost({ hosts, defaultId }: HostsState, operation: Operation): boolean {
  const { changes } = operation
  const host = hostOfChange({ hosts }, operation)
  if (isRemoval(changes)) return host === undefined
  const now: Record<string, unknown> = { ...(host ? fieldsOfHost(host) : {}), default: textOfDefault(hosts, defaultId) }
  return changes.every(({ field, to }) => to === CHANGED || textOf(now[field]) === to)
}

export const isAddition = (changes: Operation['changes']) =>
  changes.some(({ field, from }) => field === 'url' && from === '')
export const isRemoval = (changes: Operation['changes']) =>
  changes.some(({ field, to }) => field === 'url' && to === '')

/** The host that opens at the start, by its name or address. */
export function textOfDefault(hosts: readonly Pick<Host, 'id' | 'name' | 'url'>[], id: string | null): string {
  const host = hosts.find((one) => one.id === id)
  return host ? host.name || host.url : ''
}

/** The memory of a host with fields set to what was written down; `undefined` if that is none. */
export function memoryOf(
  now: Host['memory'],
  fields: readonly { field: string; text: string }[],
): Host['memory'] | undefined {
  const before = fieldsOfHost({ name: '', url: '', certificate: null, memory: now })
  const set = Object.fromEntries(fields.map(({ field, text }) => [field, text]))
  const texts = Object.keys(hostMemorySchema.shape).map((key) => {
    const field = `memory.${key}`
    return [key, set[field] ?? textOf((before as Record<string, unknown>)[field])] as const
  })
  if (texts.every(([, text]) => text === '')) return null
  const read = texts.map(([key, text]) => {
    if (text === '') return [key, key === 'isUnified' ? false : null]
    if (key === 'gpus') return [key, text === NO_GPU ? [] : text.split(', ').map(Number)]
    return [key, parseJson(text) ?? text]
  })
  return hostMemorySchema.safeParse(Object.fromEntries(read)).data
}

/** As it is typed in. */
const NO_GPU = '0'

function textOf(value: unknown): string {
  if (value === null || value === undefined) return ''
  if (typeof value === 'string') return value
  if (Array.isArray(value) && value.length === 0) return NO_GPU
  if (Array.isArray(value) && value.every((one) => typeof one !== 'object')) return value.join(', ')
  return JSON.stringify(value)
}
