import { mkdtempSync, readFileSync, writeFileSync } from 'node:fs'
import { rm } from 'node:fs/promises'
import net from 'node:net'
import os from 'node:os'
import path from 'node:path'
import { createRouterClient } from '@orpc/server'
import { afterEach, describe, expect, it } from 'vitest'
import type { CorralClient } from '#shared/contract/index.ts'
import { startOllama } from '../../platform/local-ollama.ts'
import { startSandbox } from '../../sandbox/server.ts'
import { startTestApp } from '../../sandbox/testing/app.ts'
import { openApp } from '../app.ts'
import { testPlatform } from '../test-platform.ts'
import { problemOf } from '../test-problem.ts'

const closing: (() => Promise<unknown>)[] = []
afterEach(async () => {
  for (const close of closing.splice(0).reverse()) await close()
})

async function start() {
  const app = await startTestApp()
  closing.push(() => app.close())
  return app
}

describe('the hosts of a start', () => {
  it('does not delay one host by a dead one', async () => {
    const { client, sandbox, list } = await start()
    const dead = await startSandbox()
    closing.push(() => dead.close())
    dead.faults.set('hang')
    const added = await client.hosts.add({ name: 'dead', url: dead.url })
    void client.library.list({ hostId: added.id }).catch(() => {})
    const started = Date.now()
    expect((await list()).length).toBeGreaterThan(10)
    expect(Date.now() - started).toBeLessThan(2000)
    expect(await client.hosts.test({ url: sandbox.url })).toMatchObject({ version: '0.33.0-rc2' })
  })

  it('keeps saved hosts and the last one used, but no host of one run', async () => {
    const sandbox = await startSandbox()
    closing.push(() => sandbox.close())
    const platform = testPlatform({ host: sandbox.url })
    const first = await openApp(platform)
    const client: CorralClient = createRouterClient(first.router)
    const home = await client.hosts.add({ name: 'home', url: '192.0.2.1' })
    expect(home.url).toBe('http://192.0.2.1:11434')
    await client.hosts.select({ hostId: home.id })
    await first.close()

    const second = await openApp({ ...platform, launchOptions: { host: null, sandbox: false, ollamaHost: null } })
    closing.push(() => second.close())
    await second.begin()
    expect(second.hosts.state()).toMatchObject({ currentId: home.id, lastProbe: null })
    expect(
      second.hosts
        .state()
        .hosts.map(({ kind }) => kind)
        .toSorted(),
    ).toEqual(['local', 'saved'])
  })

  it('opens on Welcome with the address it tried, and selects a server that comes up', async () => {
    const before = await startSandbox()
    await before.close()
    const platform = testPlatform()
    platform.local.url = before.url
    const app = await openApp(platform)
    closing.push(() => app.close())
    await app.begin()
    expect(app.hosts.state()).toMatchObject({
      currentId: null,
      lastProbe: { url: before.url, problem: { code: 'refused' } },
    })
    const sandbox = await startSandbox({ port: before.port })
    closing.push(() => sandbox.close())
    for await (const { currentId, lastProbe } of app.hosts.watch())
      if (currentId === 'local') {
        expect(lastProbe).toBeNull()
        break
      }
  }, 15_000)

  it('starts the Ollama of this computer and makes it the current host', async () => {
    const before = await startSandbox()
    await before.close()
    const platform = testPlatform()
    platform.local = {
      url: before.url,
      find: async () => ({ path: '/bin/ollama', how: 'serve', command: '/bin/ollama serve' }),
      start: async () => {
        const sandbox = await startSandbox({ port: before.port })
        closing.push(() => sandbox.close())
        return { ended: new Promise(() => {}), output: () => '' }
      },
    }
    const app = await openApp(platform)
    closing.push(() => app.close())
    const client: CorralClient = createRouterClient(app.router)
    expect(await client.hosts.startLocal()).toMatchObject({ id: 'local', reach: 'up' })
    expect(app.hosts.state().currentId).toBe('local')
    platform.local.find = async () => ({ path: '/etc/x', how: 'service', command: 'systemctl start ollama' })
    expect(await problemOf(client.hosts.startLocal())).toMatchObject({
      code: 'ollama_start_failed',
      params: { command: 'systemctl start ollama' },
    })
    platform.local.find = async () => null
    expect((await problemOf(client.hosts.startLocal())).code).toBe('ollama_not_found')
  })

  describe.skipIf(process.platform === 'win32')('with a program', () => {
    /** A computer whose Ollama is this script, on a port on which nothing listens. */
    async function withProgram(script: (port: number) => string) {
      const before = await startSandbox()
      await before.close()
      const folder = mkdtempSync(path.join(os.tmpdir(), 'corral-test-'))
      closing.push(() => rm(folder, { recursive: true }))
      const file = path.join(folder, 'ollama')
      writeFileSync(file, `#!/bin/sh\n${script(before.port)}\n`, { mode: 0o755 })
      const platform = testPlatform()
      platform.local = {
        url: before.url,
        find: async () => ({ path: file, how: 'serve', command: `${file} serve` }),
        start: startOllama,
      }
      const app = await openApp(platform)
      closing.push(() => app.close())
      const client: CorralClient = createRouterClient(app.router)
      return { client, folder, port: before.port }
    }

    it.each([
      ['Error: listen tcp 127.0.0.1:11434: bind: address already in use', 'start_port_in_use'],
      ['Error: mkdir /srv/models: permission denied', 'start_folder'],
      ['Error: proxy http://me:hunter2@box', 'ollama_ended'],
    ])('that ends at once with %j, tells it at once with its last lines', async (line, code) => {
      const { client } = await withProgram(() => `echo first >&2; echo '${line}' >&2; exit 1`)
      const asked = Date.now()
      const { detail, ...problem } = await problemOf(client.hosts.startLocal())
      expect(Date.now() - asked).toBeLessThan(5000)
      expect(problem.code).toBe(code)
      expect(detail).toBe(`first\n${line.replace('me:hunter2', '…')}`)
    })

    it('tells it too while what has the port is silent', async () => {
      const { client, port } = await withProgram(() => "echo 'listen tcp x: bind: address already in use'; exit 1")
      const silent = net.createServer(() => {}).listen(port, '127.0.0.1')
      closing.push(async () => silent.close())
      const asked = Date.now()
      expect((await problemOf(client.hosts.startLocal())).code).toBe('start_port_in_use')
      expect(Date.now() - asked).toBeLessThan(5000)
    })

    it('that takes its time is waited for, and started once', async () => {
      const server = `
        require('node:fs').appendFileSync(process.argv[1] + '.pid', process.pid + ' ')
        const answer = (request, response) => response
          .setHeader('content-type', 'application/json')
          .end(request.url === '/api/tags' ? '{"models":[]}' : '{"version":"0.33.0"}')
        setTimeout(() => require('node:http').createServer(answer).listen(process.argv[2], '127.0.0.1'), 700)`
      const { client, folder } = await withProgram(
        (port) => `echo slow >&2; exec '${process.execPath}' "$(dirname "$0")/server.cjs" ${port}`,
      )
      const file = path.join(folder, 'server.cjs')
      writeFileSync(file, server)
      const hosts = await Promise.all([client.hosts.startLocal(), client.hosts.startLocal()])
      const pids = readFileSync(`${file}.pid`, 'utf8').trim().split(' ')
      for (const pid of pids) process.kill(Number(pid))
      expect(pids).toHaveLength(1)
      expect(hosts).toMatchObject([{ reach: 'up' }, { reach: 'up' }])
    })
  })

  it('reads OLLAMA_HOST, and reports one it cannot read', async () => {
    const { sandbox } = await start()
    const named = await openApp(testPlatform({ ollamaHost: `0.0.0.0:${sandbox.port}` }))
    closing.push(() => named.close())
    await named.begin()
    expect(named.hosts.state()).toMatchObject({ currentId: 'local', hosts: [{ url: sandbox.url }] })
    const broken = await openApp(testPlatform({ ollamaHost: 'http://me:hunter2@host' }))
    closing.push(() => broken.close())
    await broken.begin()
    const state = broken.hosts.state()
    expect(state).toMatchObject({ currentId: null, lastProbe: { problem: { code: 'host_url_credentials' } } })
    expect(JSON.stringify(state)).not.toContain('hunter2')
  })

  it('refuses invalid addresses with the reason', async () => {
    const { client, sandbox } = await start()
    const code = (url: string) => problemOf(client.hosts.add({ name: '', url })).then((problem) => problem.code)
    expect(await code('http://user:pass@host')).toBe('host_url_credentials')
    expect(await code('ftp://host')).toBe('host_url_invalid')
    expect(await code('http://[fe80::1%eth0]:11434')).toBe('host_url_zone')
    expect(await problemOf(client.hosts.add({ name: '', url: 'https://box/ollama:8443' }))).toMatchObject({
      code: 'host_url_port',
      params: { right: 'https://box:8443/ollama' },
    })
    await client.hosts.add({ name: '', url: sandbox.url })
    expect(await code(sandbox.url)).toBe('host_known')
    expect((await problemOf(client.hosts.remove({ hostId: 'local' }))).code).toBe('host_fixed')
    expect((await problemOf(client.library.list({ hostId: 'other' }))).code).toBe('host_unknown')
  })
})
