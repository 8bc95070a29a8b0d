import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { HistoryEntry } from '#shared/contract/history.ts'
import { settingsSchema, type Settings } from '#shared/contract/settings.ts'
import { bearer, closeAll, codeOf, open } from '../hosts/test-hosts.ts'

const TOKEN = 'a-secret-token'
const URL_A = 'http://127.0.0.1:9'
const URL_B = 'http://127.0.0.1:10'

let test: Awaited<ReturnType<typeof open>>
beforeEach(async () => {
  test = await open()
})
afterEach(closeAll)

const settings = () => test.client.settings.get()
const saved = () => test.app.hosts.state().hosts.filter(({ kind }) => kind === 'saved')
const add = async (url = URL_A) => {
  const host = { name: 'box', url, credentials: bearer(TOKEN) }
  return (await test.client.hosts.add(host)).id
}
const newest = async (): Promise<HistoryEntry> => {
  const [row] = (await test.client.history.list({})).rows
  return test.client.history.entry({ id: row?.id ?? '' })
}
const newestId = async () => (await newest()).row.id
const undo = (id: string) => test.client.history.undo({ id })
/** Undoes the newest entry, which may be an undo itself. */
const undoNewest = async () => undo(await newestId())

describe('changed settings', () => {
  /** Another value of each setting. */
  const others: Settings = {
    theme: 'dark',
    language: 'zh-CN',
    keepAlive: '1h30m',
    density: 'compact',
    motion: 'reduced',
    units: 'binary',
    confirmUnloadAll: false,
    parallelTransfers: 3,
    unfinishedTransfers: 'ask',
    transferSchedule: { days: [1, 5], from: '23:00', to: '07:00' },
    stallRescue: false,
    askRegistries: false,
    checkModelUpdates: true,
    nameClients: true,
    bin: 'ask',
    binDays: null,
    keptDays: 90,
    tray: false,
    closing: 'background',
    login: 'hidden',
    unloadKeys: 'CommandOrControl+Alt+U',
    freeKeys: 'F5',
    notifications: false,
    keepAwake: true,
    checkForUpdates: true,
  }

  it('are set back, and changed again, all of them', async () => {
    const before = await settings()
    expect(Object.keys(others).sort()).toEqual(Object.keys(settingsSchema.shape).sort())
    expect(Object.entries(others).filter(([key, value]) => before[key as keyof Settings] === value)).toEqual([])
    await test.client.settings.update(others)
    const looks = { theme: 'dark', language: 'zh-CN', density: 'compact', motion: 'reduced', units: 'binary' }
    await undoNewest()
    expect(await settings()).toEqual({ ...before, ...looks })
    expect((await newest()).row).toMatchObject({ act: 'settings', reverses: 'undo', undo: { possible: true } })
    await undoNewest()
    expect(await settings()).toEqual(others)
    expect((await newest()).row).toMatchObject({ act: 'settings', reverses: 'redo' })
  })

  it('are left as they are if one was changed again', async () => {
    await test.client.settings.update({ keptDays: 7, stallRescue: false })
    const id = await newestId()
    await test.client.settings.update({ keptDays: 14 })
    expect((await test.client.history.entry({ id })).row.undo).toMatchObject({
      possible: false,
      problem: { code: 'undo_changed_again' },
    })
    expect(await codeOf(undo(id))).toBe('undo_changed_again')
    expect(await settings()).toMatchObject({ keptDays: 14, stallRescue: false })
    // As soon as the later change is undone, the earlier one can be.
    await undoNewest()
    await undo(id)
    expect(await settings()).toMatchObject({ keptDays: 30, stallRescue: true })
    expect(await codeOf(undo(id))).toBe('undo_done')
  })

  it('are not what the keys for undo reach, nor are hosts', async () => {
    const hostId = await add()
    await test.client.settings.update({ keptDays: 7 })
    for (const direction of ['undo', 'redo'] as const)
      expect(await test.client.history.undoLast({ hostId, direction })).toEqual({ undone: null })
    expect(await settings()).toMatchObject({ keptDays: 7 })
    expect(saved()).toHaveLength(1)
  })
})

describe('a host', () => {
  it('that was added is forgotten again with its credentials, and added without them', async () => {
    await add()
    expect((await newest()).row.undo).toEqual({ possible: true, withoutCredentials: false })
    await undoNewest()
    expect(saved()).toEqual([])
    expect(await newest()).toMatchObject({
      row: { act: 'host_add', reverses: 'undo', undo: { possible: true, withoutCredentials: true } },
      parts: [{ changes: [{ field: 'url', to: '' }, { field: 'name' }, { field: 'credentials' }] }],
    })
    await undoNewest()
    expect(saved()).toMatchObject([{ name: 'box', url: URL_A, credentials: null }])
    // What it added is forgotten in turn.
    await undoNewest()
    expect(saved()).toEqual([])
    const kept = JSON.stringify([await test.client.history.export({}), [...test.platform.disk.files]])
    expect(kept).not.toContain(TOKEN)
  })

  it('that was forgotten is there again, unless it was added meanwhile', async () => {
    const hostId = await add()
    const memory = { gpus: [], isUnified: false, ram: 64, cacheType: 'q8_0' as const, slots: null }
    await test.client.hosts.setMemory({ hostId, memory })
    await test.client.hosts.remove({ hostId })
    const forgotten = await newest()
    expect(forgotten.row.undo).toEqual({ possible: true, withoutCredentials: true })
    await add()
    expect(await codeOf(undo(forgotten.row.id))).toBe('host_known')
    await test.client.hosts.remove({ hostId: saved()[0]?.id ?? '' })
    await undo(forgotten.row.id)
    expect(saved()).toMatchObject([{ name: 'box', url: URL_A, memory, credentials: null }])
    expect((await newest()).row.host).toMatchObject({ id: saved()[0]?.id, name: 'box' })
  })

  it('has its former name, address, memory and place at the start again', async () => {
    const hostId = await add()
    const other = (await test.client.hosts.add({ name: 'den', url: URL_B })).id
    await test.client.hosts.setDefault({ hostId: other })
    const memory = { gpus: [24, 12], isUnified: true, ram: null, cacheType: null, slots: 4 }
    await test.client.hosts.setMemory({ hostId, memory })
    const typed = await newestId()
    await test.client.hosts.update({ hostId, name: 'attic', url: 'http://127.0.0.1:11' })
    const moved = await newest()
    await test.client.hosts.setDefault({ hostId })
    await undoNewest()
    expect(test.app.hosts.state().defaultId).toBe(other)
    // With its address it has lost its credentials.
    expect(moved.row.undo).toEqual({ possible: true, withoutCredentials: true })
    await undo(moved.row.id)
    expect(saved()).toMatchObject([{ id: hostId, name: 'box', url: URL_A, memory, credentials: null }, { id: other }])
    await undoNewest()
    expect(saved()).toMatchObject([{ name: 'attic', url: 'http://127.0.0.1:11' }, { id: other }])
    await test.client.hosts.setMemory({ hostId, memory: null })
    await undoNewest()
    expect(saved()[0]?.memory).toEqual(memory)
    await undo(typed)
    expect(saved()[0]?.memory).toBeNull()
  })

  it('keeps what was changed again, and what the history does not hold', async () => {
    const hostId = await add()
    await test.client.hosts.update({ hostId, name: 'den', url: URL_A })
    const renamed = await newestId()
    await test.client.hosts.update({ hostId, name: 'attic', url: URL_A })
    expect(await codeOf(undo(renamed))).toBe('undo_changed_again')
    await test.client.hosts.update({ hostId, name: 'attic', url: URL_A, credentials: null })
    expect(await codeOf(undoNewest())).toBe('undo_secret')
    await test.client.hosts.update({ hostId, name: 'attic', url: URL_B })
    const moved = await newestId()
    await add(URL_A)
    expect(await codeOf(undo(moved))).toBe('host_known')
    await test.client.hosts.remove({ hostId })
    expect(await codeOf(undo(moved))).toBe('host_unknown')
  })
})
