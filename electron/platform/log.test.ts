import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { networkInterfaces, tmpdir } from 'node:os'
import path from 'node:path'
import { afterEach, expect, it, vi } from 'vitest'
import { readFlags } from '../flags.ts'
import { openPlatform, type RealPlatform } from './platform.ts'

let folder: string
let platform: RealPlatform | undefined

afterEach(async () => {
  await platform?.release()
  await rm(folder, { recursive: true, force: true })
})

it('writes no secret, no signed URL and no address of this computer', async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'corral-log-'))
  platform = await openPlatform(readFlags([]), folder, 'web', 'en')
  const { log, redactor } = platform
  const own = Object.values(networkInterfaces())
    .flatMap((addresses = []) => addresses)
    .filter(({ internal }) => !internal)
    .map(({ address }) => address)
  redactor.learn(['planted-secret'])
  log.info(`sent planted-secret from ${own.join(' and ')}`)
  log.error('failed', new Error('GET https://store.example/blob?X-Amz-Signature=planted-signature&x=1'))
  const text = await vi.waitFor(async () => {
    const written = await readFile(log.file, 'utf8')
    expect(written).toContain('store.example')
    return written
  })
  expect(text).toContain('sent … from')
  for (const secret of ['planted', ...own]) expect(text).not.toContain(secret)
})
