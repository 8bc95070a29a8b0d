import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { chmodSync, existsSync, mkdtempSync, writeFileSync } from 'node:fs'
import { rm } from 'node:fs/promises'
import os from 'node:os'
import path from 'node:path'
import { describe, expect, it } from 'vitest'
import { SERVE, findOllama, startOllama, thisComputer, type Surroundings } from './local-ollama.ts'

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

  it('tells that the program cannot be run', async () => {
    const { ended, output } = await startOllama({ path: '/nowhere/ollama', how: 'serve', command: '' })
    await ended
    expect(output()).toMatch(/\/nowhere\/ollama.*not found|No such file/)
    await expect(startOllama({ path: '/nowhere/app', how: 'app', command: '' }, 'win32')).rejects.toThrow('ENOENT')
  })

  it('takes an app that was opened for no failure', async () => {
    const opener = async (code: number) => {
      const folder = mkdtempSync(path.join(os.tmpdir(), 'corral-test-'))
      const file = path.join(folder, 'app')
      writeFileSync(file, `#!/bin/sh\necho no app >&2\nexit ${code}\n`, { mode: 0o755 })
      const started = await startOllama({ path: file, how: 'app', command: '' }, 'win32')
      const until = new Promise((resolve) => setTimeout(resolve, 300, 'runs'))
      const outcome = await Promise.race([started.ended.then(() => started.output()), until])
      await rm(folder, { recursive: true })
      return outcome
    }
    expect(await opener(0)).toBe('runs')
    expect(await opener(1)).toBe('no app\n')
  })

  it('goes on when nobody reads its output any more', async () => {
    const folder = mkdtempSync(path.join(os.tmpdir(), 'corral-test-'))
    const program = path.join(folder, 'ollama')
    const lines =
      'i=0; while [ $i -lt 4000 ]; do echo "a line of some length, written after Corral has quit"; i=$((i+1)); done'
    // As in Go, a write to a closed pipe ends the script.
    writeFileSync(program, `#!/bin/sh\necho up\nread go\n${lines}\ntouch ${folder}/done\n`, { mode: 0o755 })
    const child = spawn('/bin/sh', ['-c', SERVE, program], { stdio: ['pipe', 'pipe', 'ignore'] })
    await once(child.stdout, 'data')
    child.stdout.destroy()
    child.stdin.write('go\n')
    await once(child, 'exit')
    expect(existsSync(path.join(folder, 'done'))).toBe(true)
    await rm(folder, { recursive: true })
  })
})
