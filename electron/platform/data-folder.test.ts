import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync } from 'node:fs'
import { readFile, readdir, rm, writeFile } from 'node:fs/promises'
import os from 'node:os'
import path from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { FolderInUse, defaultDataFolder, openDataFolder } from './data-folder.ts'

let folder: string
beforeEach(() => {
  folder = mkdtempSync(path.join(os.tmpdir(), 'corral-test-'))
})
afterEach(() => rm(folder, { recursive: true, force: true }))

const dead = (pid: number) =>
  JSON.stringify({ pid, frontend: 'window', since: 0, socket: path.join(os.tmpdir(), 'corral-nobody-listens.sock') })

describe('openDataFolder', () => {
  it('has one owner, and names it to a second one', async () => {
    const first = await openDataFolder(folder, 'window')
    const second = openDataFolder(folder, 'web')
    await expect(second).rejects.toBeInstanceOf(FolderInUse)
    await expect(second).rejects.toThrow(`process ${process.pid}`)
    await first.release()
    const third = await openDataFolder(folder, 'web')
    await third.release()
    expect(await readdir(folder)).toEqual([])
  })

  it('takes over the lock of an ended process, even if its id is in use again', async () => {
    await writeFile(path.join(folder, 'corral.lock'), dead(process.pid))
    const owned = await openDataFolder(folder, 'web')
    await owned.release()
  })

  it('takes over an incomplete lock', async () => {
    await writeFile(path.join(folder, 'corral.lock'), '{"pid":')
    const owned = await openDataFolder(folder, 'web')
    await owned.release()
  })

  it('gives a stale lock to exactly one of several simultaneous starts', async () => {
    await writeFile(path.join(folder, 'corral.lock'), dead(1))
    const tries = await Promise.allSettled(Array.from({ length: 8 }, () => openDataFolder(folder, 'web')))
    const owned = tries.filter((attempt) => attempt.status === 'fulfilled')
    expect(owned).toHaveLength(1)
    for (const attempt of owned) await attempt.value.release()
  })

  it('recovers after its owner was killed', async () => {
    const socket = path.join(folder, 'owner.sock')
    const owner = spawn(process.execPath, [
      '-e',
      `require('net').createServer().listen(${JSON.stringify(socket)}, () => console.log('up'))`,
    ])
    await once(owner.stdout, 'data')
    const lock = { pid: owner.pid, frontend: 'web', since: Date.now(), socket }
    await writeFile(path.join(folder, 'corral.lock'), JSON.stringify(lock))
    await expect(openDataFolder(folder, 'window')).rejects.toThrow(`process ${owner.pid}`)
    owner.kill('SIGKILL')
    await once(owner, 'exit')
    const owned = await openDataFolder(folder, 'window')
    await owned.release()
  })

  it('reads what it wrote, and null without a file', async () => {
    const { disk, release } = await openDataFolder(folder, 'web')
    expect(await disk.read('settings.json')).toBeNull()
    await disk.write('settings.json', '{"a":"字"}')
    expect(await disk.read('settings.json')).toBe('{"a":"字"}')
    await disk.rename('settings.json', 'aside.json')
    expect(await readFile(path.join(folder, 'aside.json'), 'utf8')).toBe('{"a":"字"}')
    await release()
  })
})

it('uses the usual data folder of each system', () => {
  expect(defaultDataFolder('linux', {}, '/home/u')).toBe('/home/u/.config/Corral')
  expect(defaultDataFolder('linux', { XDG_CONFIG_HOME: '/x' }, '/home/u')).toBe('/x/Corral')
  expect(defaultDataFolder('darwin', {}, '/Users/u')).toBe('/Users/u/Library/Application Support/Corral')
  expect(defaultDataFolder('win32', { APPDATA: 'C:\\A' }, 'C:\\U')).toBe('C:\\A\\Corral')
})
