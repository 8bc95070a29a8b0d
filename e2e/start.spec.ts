import { spawn, type ChildProcessByStdio } from 'node:child_process'
import { chmodSync, mkdtempSync, readFileSync, readdirSync, writeFileSync } from 'node:fs'
import { rm } from 'node:fs/promises'
import net from 'node:net'
import os from 'node:os'
import path from 'node:path'
import type { Readable } from 'node:stream'
import { fileURLToPath } from 'node:url'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'

const root = fileURLToPath(new URL('..', import.meta.url))
let folder: string
const running: { child: ChildProcessByStdio<null, Readable, Readable>; ended: Promise<unknown> }[] = []

beforeEach(() => {
  folder = mkdtempSync(path.join(os.tmpdir(), 'corral-e2e-'))
})
afterEach(async () => {
  for (const { child, ended } of running.splice(0)) {
    // A killed script cannot end its children.
    child.kill('SIGTERM')
    await ended
  }
  await rm(folder, { recursive: true, force: true })
})

function start(script: string, args: string[], env: Record<string, string> = {}) {
  // As in package.json.
  const way = script.endsWith('.mjs') ? ['build/run.cjs', script] : [script]
  const child = spawn(process.execPath, [...way, ...args], {
    cwd: root,
    stdio: ['ignore', 'pipe', 'pipe'],
    env: { ...process.env, DISPLAY: '', WAYLAND_DISPLAY: '', OLLAMA_HOST: '127.0.0.1:9', ...env },
  })
  let out = ''
  let err = ''
  child.stdout.on('data', (chunk) => (out += String(chunk)))
  child.stderr.on('data', (chunk) => (err += String(chunk)))
  const ended = new Promise<{ code: number | null; out: string; err: string }>((resolve) =>
    child.once('close', (code) => resolve({ code, out, err })),
  )
  running.push({ child, ended })
  const line = new Promise<string>((resolve) => {
    child.stdout.on('data', () => {
      if (out.includes('\n')) resolve(out.split('\n', 1)[0] ?? '')
    })
    void ended.then(() => resolve(out))
  })
  return { child, ended, line }
}

/** Milliseconds that a program with nothing to do takes now: on a busy machine even that is long. */
async function emptyProcess(): Promise<number> {
  const asked = Date.now()
  const child = spawn(process.execPath, ['-e', '0'], { stdio: 'ignore' })
  await new Promise((resolve) => child.once('close', resolve))
  return Date.now() - asked
}

describe('npm start, headless', () => {
  const args = () => ['--web', '--no-open', '--data', folder]

  it.each(['SIGTERM', 'SIGINT'] as const)('prints one line and ends by %s within a second', async (signal) => {
    const { child, ended, line } = start('build/start.mjs', [...args(), '--sandbox'])
    expect(await line).toMatch(/^Corral: http:\/\/127\.0\.0\.1:\d+\/#token=[\w-]{43}$/)
    const busy = await emptyProcess()
    const asked = Date.now()
    child.kill(signal)
    const { code, out } = await ended
    expect(Date.now() - asked).toBeLessThan(1000 + busy)
    expect(code).toBe(0)
    expect(out.trim().split('\n')).toHaveLength(1)
    expect(readdirSync(folder)).not.toContain('corral.lock')
  })

  it('takes the port it is told, and says when it is taken', async () => {
    const holder = net.createServer().listen(0, '127.0.0.1')
    await new Promise((resolve) => holder.once('listening', resolve))
    const { port } = holder.address() as net.AddressInfo
    const taken = await start('build/start.mjs', [...args(), '--port', String(port)]).ended
    expect(taken).toMatchObject({ code: 1, out: '' })
    expect(taken.err).toBe('Corral: that port is taken. Choose another with --port, or 0 for a free one.\n')
    await new Promise((resolve) => holder.close(resolve))
    expect(await start('build/start.mjs', [...args(), '--port', String(port)]).line).toContain(`:${port}/#token=`)
  })

  it('names the process that has the data folder locked', async () => {
    const first = start('build/start.mjs', args())
    await first.line
    const { code, err } = await start('build/start.mjs', args()).ended
    expect(code).toBe(1)
    expect(err).toMatch(/^Corral already runs on .*: its server for browsers, process \d+, since .*\.\n$/)
  })

  it('starts again after it was killed, with all that was on disk', async () => {
    writeFileSync(path.join(folder, 'settings.json'), '{"version":1,"value":{"theme":"dark"}}')
    const first = start('out/electron/serve.cjs', args())
    await first.line
    expect(readdirSync(folder)).toContain('corral.lock')
    first.child.kill('SIGKILL')
    await first.ended
    const second = start('build/start.mjs', args())
    expect(await second.line).toContain('Corral: http://')
    second.child.kill('SIGTERM')
    expect((await second.ended).code).toBe(0)
    expect(JSON.parse(readFileSync(path.join(folder, 'settings.json'), 'utf8'))).toMatchObject({
      value: { theme: 'dark' },
    })
  })

  it('refuses a wrong flag with one line and exit code 2', async () => {
    const { code, out, err } = await start('build/start.mjs', ['--colour', 'red']).ended
    expect([code, out]).toEqual([2, ''])
    expect(err.trim().split('\n')).toHaveLength(1)
    expect((await start('build/start.mjs', ['--help']).ended).out).toContain('--data DIR')
  })

  it.runIf(process.platform === 'linux')('opens the page in the browser if there is a display', async () => {
    // A desktop without its own opener uses the browser that the environment names.
    const opener = path.join(folder, 'browser')
    writeFileSync(opener, `#!/bin/sh\necho "$1" > "${folder}/opened"\n`)
    chmodSync(opener, 0o755)
    const { line } = start('build/start.mjs', ['--web', '--data', folder], {
      DISPLAY: ':9',
      BROWSER: opener,
      XDG_DATA_DIRS: folder,
      XDG_DATA_HOME: folder,
      XDG_CONFIG_HOME: folder,
      XDG_CURRENT_DESKTOP: '',
    })
    const address = (await line).replace('Corral: ', '')
    while (!readdirSync(folder).includes('opened')) await new Promise((resolve) => setTimeout(resolve, 20))
    expect(readFileSync(path.join(folder, 'opened'), 'utf8').trim()).toBe(address)
  })
})

describe('every script', () => {
  it('says in one line that this Node is too old', async () => {
    const pretend = path.join(folder, 'old.cjs')
    writeFileSync(
      pretend,
      "Object.defineProperty(process, 'versions', { value: { ...process.versions, node: '18.20.4' } })",
    )
    const { code, out, err } = await start('build/start.mjs', [], { NODE_OPTIONS: `--require ${pretend}` }).ended
    expect({ code, out, err }).toEqual({
      code: 1,
      out: '',
      err: 'Corral needs Node 20.19 or newer; this is 18.20.4.\n',
    })
  })
})

describe('npm run sandbox', () => {
  it('prints one line, answers any client, and ends when asked', async () => {
    const { child, ended, line } = start('build/command.mjs', [
      'sandbox',
      '--port',
      '0',
      '--models',
      '50',
      '--rate',
      '0',
    ])
    const url = /^Sandbox: (http:\/\/127\.0\.0\.1:\d+)$/.exec(await line)?.[1]
    const tags = (await (await fetch(`${url}/api/tags`)).json()) as { models: unknown[] }
    expect(tags.models).toHaveLength(50)
    child.kill('SIGTERM')
    expect(await ended).toMatchObject({ code: 0, err: '' })
  })

  it('refuses a wrong flag with one line and exit code 2', async () => {
    const { code, err } = await start('build/command.mjs', ['sandbox', '--fault', 'nonsense']).ended
    expect(code).toBe(2)
    expect(err.trim().split('\n')).toHaveLength(1)
  })
})
