import { afterEach, describe, expect, it } from 'vitest'
import { memorySecrets } from './access.ts'
import { testPlatform } from '../test-platform.ts'
import { bearer, closeAll, codeOf, hostOf, ollama, open, serve } from './test-hosts.ts'

afterEach(closeAll)

/** A key store whose calls can be made to fail. */
function failingSecrets() {
  const kept = { ...memorySecrets(), kind: 'os' as const }
  const broken = new Set<'set' | 'remove'>()
  const refuse = () => Promise.reject(new Error('the keyring is locked'))
  return {
    broken,
    kind: kept.kind,
    get: kept.get,
    set: (key: string, value: string) => (broken.has('set') ? refuse() : kept.set(key, value)),
    remove: (key: string) => (broken.has('remove') ? refuse() : kept.remove(key)),
  }
}

/** A server that records the last token it received, and accepts only the old one. */
async function start() {
  const url = await serve(ollama(({ headers }) => headers.authorization === 'Bearer old'))
  const secrets = failingSecrets()
  const platform = { ...testPlatform(), secrets }
  const { client, app } = await open(platform)
  const { id: hostId } = await client.hosts.add({ name: 'box', url, credentials: bearer('old') })
  /** Whether the old token is used, in this run and in the next. */
  const opens = async () => {
    await client.hosts.check({ hostId })
    const next = await open({ ...platform, secrets })
    await next.client.hosts.check({ hostId })
    return [app, next.app].map(({ hosts }) => hostOf(hosts.state(), hostId)?.reach === 'up')
  }
  return { url, secrets, platform, client, hostId, opens, app }
}

describe('new credentials that cannot be saved leave the old ones in place', () => {
  it.each([
    ['the key store refuses them', 'set', false, 'secret_not_kept'],
    ['the file cannot be written', null, true, 'not_saved'],
    ['the file cannot be written, nor the new ones be forgotten', 'remove', true, 'not_saved'],
  ] as const)('%s', async (_what, store, file, code) => {
    const { url, secrets, platform, client, hostId, opens } = await start()
    const before = platform.disk.files.get('hosts.json')
    if (store) secrets.broken.add(store)
    if (file) platform.disk.broken.add('hosts.json')
    expect(await codeOf(client.hosts.update({ hostId, name: 'new', url, credentials: bearer('new') }))).toBe(code)
    if (file) expect(await codeOf(client.hosts.update({ hostId, name: 'new', url, credentials: null }))).toBe(code)
    secrets.broken.clear()
    platform.disk.broken.clear()
    expect(platform.disk.files.get('hosts.json')).toBe(before)
    expect(await opens()).toEqual([true, true])
  })

  it('and a new address that cannot be saved changes nothing', async () => {
    const { platform, client, hostId, opens } = await start()
    platform.disk.broken.add('hosts.json')
    expect(await codeOf(client.hosts.update({ hostId, name: 'box', url: '192.0.2.1' }))).toBe('not_saved')
    platform.disk.broken.clear()
    expect(await opens()).toEqual([true, true])
  })
})

describe('new credentials that are saved', () => {
  it('replace the old ones even if the key store cannot delete those', async () => {
    const { url, secrets, client, hostId, opens, app } = await start()
    secrets.broken.add('remove')
    await client.hosts.update({ hostId, name: 'box', url, credentials: bearer('other') })
    expect(await opens()).toEqual([false, false])
    expect(hostOf(app.hosts.state(), hostId)).toMatchObject({ problem: { code: 'credentials_refused' } })
  })

  it('leave no old ones in the key store', async () => {
    const { url, secrets, client, hostId } = await start()
    const keys: string[] = []
    const remove = secrets.remove
    secrets.remove = (key) => (keys.push(key), remove(key))
    await client.hosts.update({ hostId, name: 'box', url, credentials: bearer('other') })
    await client.hosts.update({ hostId, name: 'box', url, credentials: null })
    expect(new Set(keys).size).toBe(2)
    for (const key of keys) expect(await secrets.get(key)).toBeNull()
  })
})
