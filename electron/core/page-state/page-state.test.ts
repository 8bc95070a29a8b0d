import { createRouterClient } from '@orpc/server'
import { afterEach, describe, expect, it } from 'vitest'
import type { CorralClient } from '#shared/contract/index.ts'
import type { PageState } from '#shared/contract/page-state.ts'
import { usedPageState as used } from '#shared/domain/test-fixtures.ts'
import { openApp } from '../app.ts'
import { ManualClock } from '../test-clock.ts'
import { testPlatform, unreadMemory } from '../test-platform.ts'
import { MAX_PAGE_STATES, pageStatesFormat } from './page-state.ts'

const FILE = 'page-state.json'
const closing: (() => Promise<void>)[] = []
afterEach(async () => {
  for (const close of closing.splice(0)) await close()
})

async function start(disk = testPlatform().disk) {
  const clock = new ManualClock()
  const platform = {
    ...testPlatform(),
    disk,
    clock,
    openSandbox: async () => ({ url: 'http://127.0.0.1:9', memory: unreadMemory }),
  }
  const app = await openApp(platform, { checkOutputs: true })
  closing.push(() => app.close())
  const client: CorralClient = createRouterClient(app.router)
  const { id } = await client.hosts.add({ name: 'box', url: '127.0.0.1:9' }).catch(async () => {
    const saved = app.hosts.state().hosts.find(({ kind }) => kind === 'saved')
    return saved ?? expect.fail()
  })
  return { app, client, clock, disk, id, notices: () => platform.notices.all() }
}

const initial: PageState = {
  place: 'library',
  isBin: false,
  inspected: null,
  tab: null,
  filters: { text: '', loaded: false, capabilities: [], family: null, size: null, fit: null, update: false },
  closed: [],
  selection: [],
  active: null,
  scroll: 0,
}
const file = (value: unknown) => ({ [FILE]: JSON.stringify({ version: 1, value }) })

describe('the state of the page', () => {
  it('is there again after a restart, for its host alone', async () => {
    const first = await start()
    expect(await first.client.pageState.get({ hostId: first.id })).toEqual(initial)
    await first.client.pageState.save({ hostId: first.id, state: used })
    await first.app.close()
    const { client, id, notices } = await start(first.disk)
    expect(await client.pageState.get({ hostId: id })).toEqual(used)
    expect(await client.pageState.get({ hostId: 'local' })).toEqual(initial)
    expect(notices()).toEqual([])
  })

  it('of the sandbox, or without a host, is kept for this run and disturbs no other', async () => {
    const { client, app, disk, id } = await start()
    await client.pageState.save({ hostId: id, state: used })
    const { id: sandbox } = await client.hosts.openSandbox()
    await client.pageState.save({ hostId: sandbox, state: { ...used, place: 'hosts' } })
    await client.pageState.save({ hostId: null, state: { ...used, place: 'settings' } })
    expect(await client.pageState.get({ hostId: sandbox })).toMatchObject({ place: 'hosts' })
    expect(await client.pageState.get({ hostId: null })).toMatchObject({ place: 'settings' })
    await app.close()
    expect(JSON.parse(disk.files.get(FILE) ?? '')).toEqual({ version: 1, value: [{ hostId: id, state: used }] })
  })

  it('goes with its host', async () => {
    const { client, app, disk, id } = await start()
    await client.pageState.save({ hostId: id, state: used })
    await client.hosts.remove({ hostId: id })
    await expect.poll(() => client.pageState.get({ hostId: id })).toEqual(initial)
    await app.close()
    expect(disk.files.get(FILE)).not.toContain('a:1')
  })

  it('is written once for many changes, a second after the first', async () => {
    const { client, clock, disk, id } = await start()
    await client.pageState.save({ hostId: id, state: used })
    await clock.advance(600)
    await client.pageState.save({ hostId: id, state: { ...used, scroll: 5 } })
    expect(disk.files.has(FILE)).toBe(false)
    await clock.advance(400)
    await expect.poll(() => disk.files.get(FILE)).toContain('"scroll": 5')
  })
})

describe('of a file that is damaged in part, the rest is there', () => {
  it('fields', async () => {
    const { app, client, disk, id } = await start()
    await client.pageState.save({ hostId: id, state: used })
    await app.close()
    const [saved] = (JSON.parse(disk.files.get(FILE) ?? '') as { value: [{ hostId: string; state: object }] }).value
    const odd = { ...used, place: 'cellar', selection: 'all', scroll: -1, more: true }
    disk.files.set(FILE, file([{ ...saved, state: odd }])[FILE] ?? '')
    const second = await start(disk)
    expect(await second.client.pageState.get({ hostId: id })).toEqual({
      ...used,
      place: 'library',
      selection: [],
      scroll: 0,
    })
    expect(second.notices()).toMatchObject([{ code: 'fields_reset', params: { fields: 'place, selection, scroll' } }])
  })

  it('hosts', () => {
    const lost = { fields: [], entries: 0 }
    const good = (n: number) => ({ hostId: `h${n}`, state: used })
    const many = Array.from({ length: MAX_PAGE_STATES + 5 }, (_, n) => good(n))
    expect(pageStatesFormat.read([...many, null, { state: used }, { hostId: 'x', state: 5 }], lost)).toHaveLength(17)
    expect(lost).toMatchObject({ entries: 3 })
  })
})
