import { chmodSync, existsSync, mkdtempSync, writeFileSync } from 'node:fs'
import { rm } from 'node:fs/promises'
import os from 'node:os'
import path from 'node:path'
import { describe, expect, it } from 'vitest'
import { findOllama, startOllama, thisComputer, type Surroundings } from './local-ollama.ts'

const on = (platform: NodeJS.Platform, files: string[], env: NodeJS.ProcessEnv = {}): Surroundings => ({
  platform,
  env,
  home: platform === 'win32' ? 'C:\\Users\\u' : '/home/u',
  has: async (file) => files.includes(file),
})

describe('findOllama', () => {
  it('prefers a service or app with its own model store to the program', async () => {
    expect(
      await findOllama(on('linux', ['/usr/bin/ollama', '/etc/systemd/system/ollama.service'], { PATH: '/usr/bin' })),
    ).toMatchObject({ how: 'service', command: 'sudo systemctl start ollama' })
    expect(
      await findOllama(on('linux', ['/usr/bin/ollama', '/home/u/.config/systemd/user/ollama.service'])),
    ).toMatchObject({ how: 'service', command: 'systemctl --user start ollama' })
    expect(await findOllama(on('darwin', ['/Applications/Ollama.app', '/opt/homebrew/bin/ollama']))).toMatchObject({
      how: 'app',
      path: '/Applications/Ollama.app',
    })
    const app = 'C:\\L\\Programs\\Ollama\\ollama app.exe'
    expect(await findOllama(on('win32', [app], { LOCALAPPDATA: 'C:\\L' }))).toMatchObject({ how: 'app', path: app })
  })

  it('finds the program on the path and in the usual places', async () => {
    expect(await findOllama(on('linux', ['/opt/o/ollama'], { PATH: '/bin:/opt/o' }))).toEqual({
      path: '/opt/o/ollama',
      how: 'serve',
      command: '/opt/o/ollama serve',
    })
    expect(await findOllama(on('darwin', ['/opt/homebrew/bin/ollama']))).toMatchObject({ how: 'serve' })
    expect(await findOllama(on('win32', ['D:\\o\\ollama.exe'], { Path: 'C:\\x;D:\\o' }))).toMatchObject({
      how: 'serve',
    })
    expect(await findOllama(on('linux', [], { PATH: '/bin' }))).toBeNull()
  })
})

describe.skipIf(process.platform === 'win32')('startOllama', () => {
  it('runs `serve` as a separate process and does not wait for it', async () => {
    const folder = mkdtempSync(path.join(os.tmpdir(), 'corral-test-'))
    const program = path.join(folder, 'ollama')
    const trace = path.join(folder, 'ran')
    writeFileSync(program, `#!/bin/sh\necho "$@ $(ps -o pgid= -p $$) $$" > ${trace}.new\nmv ${trace}.new ${trace}\n`)
    chmodSync(program, 0o755)
    const found = await findOllama({
      ...thisComputer,
      platform: 'linux',
      env: { PATH: folder },
      home: folder,
      has: async (file, run) => file.startsWith(folder) && thisComputer.has(file, run),
    })
    expect(found).toMatchObject({ how: 'serve', path: program })
    await startOllama(found ?? expect.fail('not found'))
    while (!existsSync(trace)) await new Promise((resolve) => setTimeout(resolve, 10))
    await rm(folder, { recursive: true })
  })

  it('rejects when the program cannot be run', async () => {
    await expect(startOllama({ path: '/nowhere/ollama', how: 'serve', command: '' })).rejects.toThrow('ENOENT')
  })
})
