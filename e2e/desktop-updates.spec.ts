import { createHash } from 'node:crypto'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import http from 'node:http'
import type { AddressInfo } from 'node:net'
import os from 'node:os'
import path from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { launchCorral, skipped, target, type Corral } from './corral.ts'

const chunk = fileURLToPath(new URL('../out/electron/main-updater.cjs', import.meta.url))

/** A newer version as a Linux build, and the server's description of it. */
const image = Buffer.alloc(200_000, 'a newer Corral')
const description = (sha512: string) =>
  [
    'version: 9.9.9',
    'files:',
    '  - url: Corral-9.9.9.AppImage',
    `    sha512: ${sha512}`,
    `    size: ${image.length}`,
    'path: Corral-9.9.9.AppImage',
    `sha512: ${sha512}`,
    "releaseDate: '2026-11-23T00:00:00.000Z'",
  ].join('\n')

describe.skipIf(skipped || target === 'web' || process.platform !== 'linux')('updates from a server', () => {
  let corral: Corral
  let folder: string
  let server: http.Server
  let asked: string[] = []
  let sha512 = ''
  beforeAll(async () => {
    folder = mkdtempSync(path.join(os.tmpdir(), 'corral-update-'))
    writeFileSync(path.join(folder, 'Corral.AppImage'), 'this Corral')
    server = http.createServer((request, response) => {
      asked.push(request.url?.split('?', 1)[0] ?? '')
      response.end(request.url?.includes('.yml') ? description(sha512) : image)
    })
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
    // As next to a packed Corral.
    const feed = ['provider: generic', `url: ${address()}`, 'updaterCacheDirName: corral-updater']
    writeFileSync(path.join(folder, 'app-update.yml'), feed.join('\n'))
    const env = { APPIMAGE: path.join(folder, 'Corral.AppImage'), XDG_CACHE_HOME: folder }
    corral = await launchCorral({ args: ['--sandbox'], env })
  })
  afterAll(async () => {
    await corral?.close()
    server.close()
    rmSync(folder, { recursive: true, force: true })
  })

  const address = () => `http://127.0.0.1:${(server.address() as AddressInfo).port}`

  /** Checks for a new version and downloads it, with the bundled updater. */
  const update = () =>
    corral.electron?.evaluate(
      async (_electron, { module, url, config }) => {
        if (!process.mainModule) throw new Error('the main process has no main module')
        const { openUpdater } = process.mainModule.require(module) as typeof import('../electron/shell/updater.ts')
        const updater = openUpdater({ info: () => {}, error: () => {} }, url)
        // Without packing there is no update and no such file.
        Object.assign(updater, { forceDevUpdateConfig: true, updateConfigPath: config })
        const found = await updater.checkForUpdates()
        const files = await updater.downloadUpdate().catch((error: unknown) => String(error))
        return { version: found?.updateInfo.version, isNew: found?.isUpdateAvailable, files }
      },
      {
        module: chunk,
        config: path.join(folder, 'app-update.yml'),
        url: address(),
      },
    )

  it('are found and downloaded on request only', async () => {
    sha512 = createHash('sha512').update(image).digest('base64')
    expect(asked).toEqual([])
    const { version, isNew, files } = (await update()) ?? expect.fail('no Electron')
    expect({ version, isNew }).toEqual({ version: '9.9.9', isNew: true })
    expect(files).toEqual([expect.stringContaining('Corral-9.9.9.AppImage')])
    expect(asked.filter((url) => !/\.yml$|\.AppImage$|\.blockmap$/.test(url))).toEqual([])
  })

  it('are refused if the checksum differs', async () => {
    sha512 = createHash('sha512').update('another').digest('base64')
    const { files } = (await update()) ?? expect.fail('no Electron')
    expect(files).toContain('sha512 checksum mismatch')
  })
})
