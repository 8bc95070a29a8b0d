import fc from 'fast-check'
import { afterEach, describe, expect, it } from 'vitest'
import type { Credentials } from '#shared/contract/hosts.ts'
import { MAX_IMPORT, portableParts, type ImportPreview, type PortableChanges } from '#shared/contract/portable.ts'
import { anybody, closeAll, codeOf, open, serve, serveTls } from '../hosts/test-hosts.ts'
import { settingsFormat } from '../settings/settings-format.ts'
import { makeCertificate } from '../test-certificate.ts'
import { testPlatform } from '../test-platform.ts'
import { readPortable, writePortable, type Portable } from './portable-format.ts'

afterEach(closeAll)

const parts = [...portableParts]
/** A file of version 1 with this content. */
const file = (content: object) => JSON.stringify({ format: 'corral-export', version: 1, ...content })
const changesOf = (preview: ImportPreview): PortableChanges => {
  if (preview.state !== 'readable') throw new Error(preview.state)
  return preview.changes
}
const nothing: PortableChanges = {
  addedHosts: [],
  renamedHosts: [],
  settings: [],
  view: false,
  addedNotes: [],
  changedNotes: [],
  addedPresets: [],
  changedPresets: [],
}

const note = fc.record({
  host: fc.constantFrom('http://192.0.2.1:11434', 'https://box.test/ollama', 'sandbox'),
  name: fc.stringMatching(/^[a-z]{1,8}:[a-z0-9]{1,4}$/),
  text: fc.string({ minLength: 1, maxLength: 60, unit: 'grapheme' }),
})
const preset = fc.record({
  host: fc.constantFrom('http://192.0.2.1:11434', 'sandbox'),
  name: fc.stringMatching(/^[a-z]{1,8}:[a-z0-9]{1,4}$/),
  keepAlive: fc.constantFrom(null, -1, '45m'),
  options: fc.record(
    { num_ctx: fc.integer({ min: 1, max: 1e6 }), main_gpu: fc.nat(8), use_mmap: fc.boolean() },
    { requiredKeys: ['num_ctx'] },
  ),
  atStart: fc.boolean(),
})
const column = fc.record({
  id: fc.stringMatching(/^[a-z]{1,10}$/),
  width: fc.integer({ min: 30, max: 800 }),
  shown: fc.boolean(),
})
const content: fc.Arbitrary<Portable> = fc.record({
  hosts: fc.uniqueArray(
    fc.record({
      name: fc.string({ maxLength: 20 }).map((name) => name.trim()),
      url: fc.integer({ min: 1, max: 254 }).map((last) => `http://192.0.2.${last}:11434`),
      certificate: fc.constant(null),
      memory: fc.constantFrom(null, { gpus: [24, 8.5], isUnified: false, ram: null, cacheType: null, slots: 2 }),
    }),
    { selector: ({ url }) => url, maxLength: 5 },
  ),
  settings: fc
    .record({
      theme: fc.constantFrom('system' as const, 'light' as const, 'dark' as const),
      keepAlive: fc.constantFrom(null, -1, '45m'),
      parallelTransfers: fc.integer({ min: 1, max: 8 }),
      confirmUnloadAll: fc.boolean(),
      transferSchedule: fc.option(
        fc.record({
          days: fc.array(fc.integer({ min: 0, max: 6 }), { minLength: 1, maxLength: 3 }),
          from: fc.constant('22:00'),
          to: fc.constant('06:30'),
        }),
      ),
    })
    .map((some) => ({ ...settingsFormat.initial, ...some })),
  view: fc.record({
    columns: fc.uniqueArray(column, { selector: ({ id }) => id, maxLength: 5 }),
    sort: fc.record({ column: fc.constantFrom('name', 'size'), desc: fc.boolean() }),
    inspectorWidth: fc.option(fc.integer({ min: 340, max: 2000 })),
    group: fc.constantFrom('none' as const, 'family' as const, 'weights' as const),
  }),
  notes: fc.uniqueArray(note, { selector: ({ host, name }) => `${host} ${name}`, maxLength: 8 }),
  presets: fc.uniqueArray(preset, { selector: ({ host, name }) => `${host} ${name}`, maxLength: 8 }),
})

describe('a round trip', () => {
  it('reads all that it writes', () => {
    fc.assert(
      fc.property(content, (value) => {
        expect(readPortable(writePortable(value))).toEqual({ fault: null, value, skipped: [] })
      }),
    )
  })

  it('to an empty Corral makes it the same, and once more changes nothing', async () => {
    await fc.assert(
      fc.asyncProperty(content, async (value) => {
        const { client } = await open(testPlatform())
        const text = writePortable(value)
        await client.portable.import({ text, parts })
        expect(JSON.parse((await client.portable.export()).text)).toEqual(JSON.parse(text))
        expect(changesOf(await client.portable.preview({ text }))).toEqual(nothing)
        await closeAll()
      }),
      { numRuns: 12 },
    )
  })

  it('carries what is trusted, and that trust holds', async () => {
    const url = await serveTls(makeCertificate({ subject: 'Home Box' }), anybody)
    const { client } = await open()
    const { fingerprint } = await client.hosts.certificate({ url })
    await client.hosts.add({ name: 'box', url, trust: fingerprint })
    const { text } = await client.portable.export()
    const other = await open(testPlatform())
    const added = changesOf(await other.client.portable.preview({ text })).addedHosts
    expect(added).toEqual([{ name: 'box', url, trusted: fingerprint }])
    await other.client.portable.import({ text, parts })
    await expect.poll(() => other.app.hosts.state().hosts.find((host) => host.url === url)?.reach).toBe('up')
  })
})

describe('an export holds no secret', () => {
  const secret = 'planted-sEcret-42'
  it.each<[string, Credentials]>([
    ['a token', { auth: { kind: 'bearer', token: secret }, headers: [] }],
    ['a password', { auth: { kind: 'basic', user: 'me', password: secret }, headers: [] }],
    ['a user name', { auth: { kind: 'basic', user: secret, password: 'x' }, headers: [] }],
    ['the value of a header', { auth: { kind: 'none' }, headers: [{ name: 'x-api-key', value: secret }] }],
    ['the name of a header', { auth: { kind: 'none' }, headers: [{ name: `x-${secret}`, value: 'v' }] }],
  ])('%s', async (_what, credentials) => {
    const url = await serve(anybody)
    const { client, platform } = await open()
    await client.hosts.add({ name: 'box', url, credentials })
    const { text } = await client.portable.export()
    expect(text).toContain(url)
    await client.portable.import({ text: file({ settings: { theme: 'dark' } }), parts })
    const kept = [...platform.disk.files].filter(([name]) => name.startsWith('before-import')).map(([, held]) => held)
    expect(kept).toHaveLength(1)
    const spelled = [
      secret,
      Buffer.from(secret).toString('base64').slice(0, -2),
      Buffer.from(`me:${secret}`).toString('base64'),
    ]
    for (const held of [text, ...kept])
      for (const spelling of spelled) expect(held.toLowerCase()).not.toContain(spelling.toLowerCase())
    expect(JSON.parse(text)).toMatchObject({ hosts: [{ name: 'box', url, certificate: null }] })
    expect(Object.keys((JSON.parse(text) as { hosts: object[] }).hosts[0] ?? {}).sort()).toEqual([
      'certificate',
      'memory',
      'name',
      'url',
    ])
  })

  it('a password in an address, which is not imported either', async () => {
    const { client } = await open()
    const hosts = [{ name: 'box', url: `http://me:${secret}@192.0.2.1:11434` }]
    const preview = await client.portable.preview({ text: file({ hosts }) })
    expect(preview).toMatchObject({ changes: nothing, skipped: ['hosts[0]'] })
    await client.portable.import({ text: file({ hosts }), parts })
    expect((await client.portable.export()).text).not.toContain(secret)
  })

  it('nor hosts of this run', async () => {
    const url = await serve(anybody)
    const { client } = await open(testPlatform({ host: url }))
    expect(JSON.parse((await client.portable.export()).text)).toMatchObject({ hosts: [] })
  })
})

describe('an odd file', () => {
  const host = { name: 'box', url: 'http://192.0.2.1:11434', certificate: null }
  const aPreset = { host: 'sandbox', name: 'a:1', keepAlive: null, options: { num_ctx: 8192 }, atStart: false }
  const aNote = { host: 'sandbox', name: 'a:1', text: 'mine' }
  it.each([
    ['is empty', '', { state: 'not_json' }],
    ['is half a file', file({}).slice(0, -1), { state: 'not_json' }],
    ['is text', 'hello', { state: 'not_json' }],
    ['is the export of another program', '{"models":[]}', { state: 'foreign' }],
    ['is a list', '[]', { state: 'foreign' }],
    ['is null', 'null', { state: 'foreign' }],
    ['has another format', file({ format: 'other' }), { state: 'foreign' }],
    ['has no version', file({ version: undefined }), { state: 'foreign' }],
    ['has a version that is none', file({ version: '1' }), { state: 'foreign' }],
    ['is of a later version', file({ version: 2, hosts: [host] }), { state: 'newer' }],
    ['is beyond the bound', ' '.repeat(MAX_IMPORT + 1), { state: 'too_large' }],
    ['begins with a byte order mark', `\uFEFF${file({})}`, { state: 'readable', skipped: [] }],
    ['holds nothing', file({}), { state: 'readable', changes: nothing, skipped: [] }],
    [
      'has parts that are none',
      file({ hosts: 1, settings: [], view: 3, notes: 'x', presets: {} }),
      { skipped: ['hosts', 'settings', 'view', 'notes', 'presets'] },
    ],
    ['has a host without an address', file({ hosts: [{ name: 'x' }, host] }), { skipped: ['hosts[0]'] }],
    ['has an address that cannot be', file({ hosts: [{ ...host, url: 'http://ho st' }] }), { skipped: ['hosts[0]'] }],
    [
      'has a host twice',
      file({ hosts: [host, { ...host, url: 'http://192.0.2.1:11434/' }] }),
      { skipped: ['hosts[1]'] },
    ],
    [
      'has an odd certificate',
      file({ hosts: [{ ...host, certificate: 'CN=x' }] }),
      { skipped: ['hosts[0].certificate'] },
    ],
    [
      'has a setting nobody knows',
      file({ settings: { theme: 'dark', smell: 1 } }),
      { changes: { settings: ['theme'] }, skipped: ['settings.smell'] },
    ],
    [
      'has a setting that cannot be',
      file({ settings: { theme: 'sepia' } }),
      { changes: nothing, skipped: ['settings.theme'] },
    ],
    [
      'has a setting named as a property of all objects',
      '{"format":"corral-export","version":1,"settings":{"__proto__":1}}',
      { changes: nothing, skipped: ['settings.__proto__'] },
    ],
    ['has an odd column', file({ view: { columns: [null], sort: 'size' } }), { skipped: ['view', 'view.sort'] }],
    [
      'has notes that cannot be',
      file({ notes: [{ ...aNote, text: '' }, aNote, aNote, 3] }),
      { changes: { addedNotes: [{ host: 'sandbox', name: 'a:1' }] }, skipped: ['notes[0]', 'notes[2]', 'notes[3]'] },
    ],
    [
      'has presets that cannot be',
      file({
        presets: [aPreset, { ...aPreset, options: { num_ctx: 0 } }, { ...aPreset, name: 'b:1', keepAlive: 'x' }],
      }),
      {
        changes: {
          addedPresets: [
            { host: 'sandbox', name: 'a:1', atStart: false },
            { host: 'sandbox', name: 'b:1', atStart: false },
          ],
        },
        skipped: ['presets[1]', 'presets[2].keepAlive'],
      },
    ],
  ])('%s', async (_what, text, expected) => {
    const { client, platform } = await open()
    const before = new Map(platform.disk.files)
    expect(await client.portable.preview({ text })).toMatchObject(expected)
    expect(platform.disk.files).toEqual(before)
    if (!('state' in expected) || expected.state === 'readable') return
    expect(await codeOf(client.portable.import({ text, parts }))).toBe('input_invalid')
    expect(platform.disk.files).toEqual(before)
  })
})

describe('an import', () => {
  /** A Corral in use, and a file that differs in each part. */
  async function start() {
    const [there, fresh] = [await serve(anybody), await serve(anybody)]
    const { client, app, platform } = await open(testPlatform())
    const credentials: Credentials = { auth: { kind: 'bearer', token: 'kept-token' }, headers: [] }
    await client.hosts.add({ name: 'box', url: there, credentials })
    await client.settings.update({ theme: 'light', units: 'binary' })
    await client.notes.set({ host: there, name: 'a:1', text: 'before' })
    await client.notes.set({ host: there, name: 'b:1', text: 'left alone' })
    const settings = { keepAlive: null, options: { num_ctx: 1 }, atStart: false }
    for (const name of ['a:1', 'b:1']) await client.presets.set({ host: there, name, ...settings })
    const text = file({
      hosts: [
        { name: 'new name', url: there, certificate: null },
        { name: 'fresh', url: fresh, certificate: null },
      ],
      settings: { theme: 'dark' },
      view: { columns: [], sort: { column: 'size', desc: true }, group: 'family' },
      notes: [
        { host: there, name: 'A:1', text: 'imported' },
        { host: fresh, name: 'c:1', text: 'added' },
      ],
      presets: [
        { host: there, name: 'A:1', ...settings, options: { num_ctx: 2 } },
        { host: there, name: 'b:1', ...settings },
        { host: fresh, name: 'c:1', ...settings, options: {}, atStart: true },
      ],
    })
    const saved = () => app.hosts.state().hosts.filter(({ kind }) => kind === 'saved')
    return { client, saved, platform, there, fresh, text }
  }

  it('adds and changes what it said before, removes nothing, and keeps credentials', async () => {
    const { client, saved, there, fresh, text } = await start()
    expect(changesOf(await client.portable.preview({ text }))).toEqual({
      addedHosts: [{ name: 'fresh', url: fresh, trusted: null }],
      renamedHosts: [{ url: there, from: 'box', to: 'new name' }],
      settings: ['theme'],
      view: true,
      addedNotes: [{ host: fresh, name: 'c:1' }],
      changedNotes: [{ host: there, name: 'A:1' }],
      addedPresets: [{ host: fresh, name: 'c:1', atStart: true }],
      changedPresets: [{ host: there, name: 'A:1', atStart: false }],
    })
    await client.portable.import({ text, parts })
    expect(saved()).toMatchObject([
      { name: 'new name', url: there, credentials: { auth: 'bearer' } },
      { name: 'fresh', url: fresh, credentials: null },
    ])
    expect(await client.settings.get()).toMatchObject({ theme: 'dark', units: 'binary' })
    expect(await client.library.view()).toMatchObject({ group: 'family' })
    expect((await client.notes.list()).map(({ text: words }) => words)).toEqual(['imported', 'left alone', 'added'])
    expect((await client.presets.list()).map(({ options }) => options)).toEqual([{ num_ctx: 2 }, { num_ctx: 1 }, {}])
  })

  it('takes only the parts that are wanted', async () => {
    const { client, saved, text } = await start()
    await client.portable.import({ text, parts: ['settings'] })
    expect(changesOf(await client.portable.preview({ text }))).toMatchObject({ settings: [], view: true })
    expect(saved()).toHaveLength(1)
  })

  it('is taken back whole, except what was changed since', async () => {
    const { client, platform, there, text } = await start()
    const before = (await client.portable.export()).text
    const { kept } = await client.portable.import({ text, parts })
    expect(platform.disk.files.get(kept)).toBe(before)
    await client.portable.undo()
    expect((await client.portable.export()).text).toBe(before)

    await client.portable.import({ text, parts })
    await client.settings.update({ theme: 'system' })
    await client.notes.set({ host: there, name: 'a:1', text: 'mine' })
    await client.presets.set({ host: there, name: 'a:1', keepAlive: null, options: { num_ctx: 3 }, atStart: false })
    await client.portable.undo()
    expect(await client.settings.get()).toMatchObject({ theme: 'system' })
    expect((await client.notes.list()).map(({ text: words }) => words)).toEqual(['mine', 'left alone'])
    expect((await client.presets.list()).map(({ options }) => options)).toEqual([{ num_ctx: 3 }, { num_ctx: 1 }])
  })

  it.each(['settings.json', 'library.json', 'notes.json', 'presets.json', 'hosts.json'])(
    'changes nothing if %s cannot be written',
    async (name) => {
      const { client, platform, text } = await start()
      const before = (await client.portable.export()).text
      platform.disk.broken.add(name)
      expect(await codeOf(client.portable.import({ text, parts }))).toBe('not_saved')
      platform.disk.broken.clear()
      expect((await client.portable.export()).text).toBe(before)
    },
  )

  it('does not trust another certificate of a host that is here', async () => {
    const url = await serveTls(makeCertificate(), anybody)
    const { client } = await open()
    const certificate = await client.hosts.certificate({ url })
    await client.hosts.add({ name: 'box', url })
    const text = file({ hosts: [{ name: 'box', url, certificate }] })
    expect(changesOf(await client.portable.preview({ text }))).toEqual(nothing)
    await client.portable.import({ text, parts })
    expect(JSON.parse((await client.portable.export()).text)).toMatchObject({ hosts: [{ certificate: null }] })
  })
})
