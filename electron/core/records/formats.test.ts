import { readFileSync } from 'node:fs'
import path from 'node:path'
import { describe, expect, it } from 'vitest'
import { lastSeenFormat } from '../hosts/last-seen-format.ts'
import { hostsFormat } from '../hosts/hosts-format.ts'
import { libraryViewFormat } from '../library/view.ts'
import { measuredFormat, MOST_LOADS } from '../measured/measured-format.ts'
import { settingsFormat } from '../settings/settings-format.ts'
import { testPlatform } from '../test-platform.ts'
import { transfersFormat } from '../transfers/transfers-format.ts'
import { openRecord, type RecordFormat } from './record.ts'

/** A file as version 0.1.0 wrote it. */
const written = (name: string) => readFileSync(path.join(import.meta.dirname, 'fixtures', '0.1.0', name), 'utf8')

async function read<T>(format: RecordFormat<T>, text: string) {
  const platform = testPlatform({}, { [format.name]: text })
  const record = await openRecord(platform, format)
  return { value: record.get(), notices: platform.notices.all(), record, disk: platform.disk }
}
const envelope = (value: unknown, version = 1) => JSON.stringify({ version, value })

describe('files as 0.1.0 wrote them', () => {
  it('are read whole: settings', async () => {
    const { value, notices } = await read(settingsFormat, written('settings.json'))
    const saved = (JSON.parse(written('settings.json')) as { value: object }).value
    expect(value).toEqual({ ...settingsFormat.initial, ...saved })
    expect(notices).toEqual([])
  })

  it('are read whole: the view of the library', async () => {
    const { value, notices } = await read(libraryViewFormat, written('library.json'))
    const saved = (JSON.parse(written('library.json')) as { value: object }).value
    expect(value).toEqual({ ...libraryViewFormat.initial, ...saved })
    expect(notices).toEqual([])
  })

  it('are read whole: transfers', async () => {
    const { value, notices } = await read(transfersFormat, written('transfers.json'))
    const { transfers } = (JSON.parse(written('transfers.json')) as { value: { transfers: object[] } }).value
    for (const [index, transfer] of transfers.entries())
      for (const [key, saved] of Object.entries(value[index] ?? {}))
        expect([key, saved]).toEqual([key, transfer[key as never]])
    expect(notices).toEqual([])
  })

  it('are read whole: the list last seen of a host, which had no version', async () => {
    const { value, notices, record, disk } = await read(lastSeenFormat('id-1'), written('seen-id-1.json'))
    expect(value).toMatchObject({ url: 'http://192.0.2.1:11434', total: 14 })
    expect(value?.tags).toMatchObject([
      {
        name: 'qwen3:32b',
        size: 20201241800,
        details: { context_length: 40960 },
        capabilities: ['completion', 'tools', 'thinking'],
      },
      { name: 'gpt-oss:120b-cloud', remote_host: 'https://ollama.com:443' },
      { name: 'llama3.2:latest', details: { parameter_size: '3.2B' } },
    ])
    expect(notices).toEqual([])
    await record.update((now) => now)
    expect(JSON.parse(disk.files.get('seen-id-1.json') ?? '')).toMatchObject({ version: 1, value: { total: 14 } })
  })

  it('are read whole: hosts, whose credentials get the key they were kept under', async () => {
    const { value, notices, record, disk } = await read(hostsFormat, written('hosts.json'))
    const before = (JSON.parse(written('hosts.json')) as { value: typeof value }).value
    const [box, tls] = before.hosts
    expect(value).toEqual({
      ...before,
      hosts: [
        { ...box, credentials: { auth: 'bearer', headers: 0, key: 'host id-1' }, memory: null },
        { ...tls, memory: null },
      ],
      localMemory: null,
    })
    expect(notices).toEqual([])
    await record.update((now) => now)
    expect(JSON.parse(disk.files.get('hosts.json') ?? '')).toMatchObject({ version: 3, value })
    expect(disk.files.get('hosts.json.last-good')).toBe(written('hosts.json'))
  })
})

describe('of a file that is damaged in part, the rest is there', () => {
  it('a setting that is not known', async () => {
    const { value, notices } = await read(
      settingsFormat,
      envelope({ theme: 'sepia', density: 'compact', keepAlive: '5' }),
    )
    expect(value).toEqual({ ...settingsFormat.initial, density: 'compact' })
    expect(notices).toMatchObject([{ code: 'fields_reset', params: { fields: 'theme, keepAlive' } }])
  })

  const host = {
    id: 'a',
    name: 'box',
    url: 'http://192.0.2.1',
    credentials: null,
    certificate: null,
    memory: null,
  }
  it.each([
    ['an entry that is none', null],
    ['a host without an address', { ...host, id: 'b', url: undefined }],
    ['an address that cannot be', { ...host, id: 'b', url: 'box' }],
    ['a password in the address', { ...host, id: 'b', url: 'http://me:pass@box' }],
    ['an id that means something else', { ...host, id: 'local' }],
    ['an id that is there', host],
  ])('hosts: %s', async (_what, entry) => {
    const { value, notices } = await read(
      hostsFormat,
      envelope({ hosts: [host, entry], lastId: 'a', defaultId: null }, 3),
    )
    expect(value).toEqual({ hosts: [host], lastId: 'a', defaultId: null, localMemory: null })
    expect(notices).toMatchObject([{ code: 'entries_set_aside', params: { count: 1 } }])
  })

  it('hosts: fields a host can do without', async () => {
    const odd = {
      ...host,
      name: 7,
      credentials: { auth: 'magic' },
      certificate: 'CN=box',
      memory: { gpus: [0] },
      more: true,
    }
    const { value, notices } = await read(hostsFormat, envelope({ hosts: [odd], lastId: 3 }))
    expect(value).toEqual({ hosts: [{ ...host, name: '' }], lastId: null, defaultId: null, localMemory: null })
    expect(notices).toMatchObject([{ params: { fields: 'lastId, name, credentials, certificate, memory' } }])
  })

  it('a transfer', async () => {
    const { at, transfers } = (JSON.parse(written('transfers.json')) as { value: { at: number; transfers: object[] } })
      .value
    const [first, second] = transfers
    const odd = { ...second, layers: 'many', phase: 'dancing', problem: { code: 'no such code' } }
    const text = envelope({ at, transfers: [first, odd, { ...first, id: 7 }, first] })
    const { value, notices } = await read(transfersFormat, text)
    expect(value).toMatchObject([
      { id: (first as { id: string }).id },
      { id: (second as { id: string }).id, layers: [], phase: 'other', problem: null },
    ])
    expect(notices).toMatchObject([
      { code: 'entries_set_aside', params: { count: 2 } },
      { code: 'fields_reset', params: { fields: 'phase, layers, problem' } },
    ])
  })

  it('a model last seen', async () => {
    const seen = { url: 'http://192.0.2.1', at: 1, total: 3, tags: [{ name: 'a:1', size: 'big' }, null, { size: 5 }] }
    const { value, notices } = await read(lastSeenFormat('h'), JSON.stringify(seen))
    expect(value).toEqual({ ...seen, tags: [expect.objectContaining({ name: 'a:1' })] })
    expect(notices).toMatchObject([{ code: 'entries_set_aside', params: { count: 2 } }])
  })

  it('a column', async () => {
    const columns = [{ id: 'size', width: 90, shown: true }, { id: 'x', width: 'wide' }, 'quant']
    const { value, notices } = await read(libraryViewFormat, envelope({ columns, sort: 'size', group: 'colour' }))
    expect(value).toEqual({ ...libraryViewFormat.initial, columns: [columns[0]] })
    expect(notices.map(({ code }) => code)).toEqual(['entries_set_aside', 'fields_reset'])
  })

  it('a measured load', async () => {
    const load = {
      host: 'http://192.0.2.1',
      digest: 'a'.repeat(64),
      context: 4096,
      slots: null,
      cacheType: null,
      gpuLayers: 'auto',
      batch: null,
      version: '0.33.0',
      size: 5e9,
      sizeVram: 5e9,
      added: 0,
      at: 1,
    }
    const told = { host: load.host, cacheType: 'q8_0', slots: 1, model: 'a:1', contexts: [1, 2] }
    const wrong = [null, { ...load, size: 0 }, { ...load, sizeVram: 6e9 }, { ...load, host: 'http://me:pass@h' }]
    const { value, notices } = await read(
      measuredFormat,
      envelope({ loads: [load, ...wrong], told: [told, { ...told, contexts: [1] }] }),
    )
    expect(value).toEqual({ loads: [load], told: [told] })
    expect(notices).toMatchObject([{ code: 'entries_set_aside', params: { count: 5 } }])
    const many = Array.from({ length: MOST_LOADS + 5 }, (_, at) => ({ ...load, at }))
    const { value: last } = await read(measuredFormat, envelope({ loads: many, told: [] }))
    expect(last.loads.map(({ at }) => at)).toEqual(many.slice(5).map(({ at }) => at))
  })
})
