import { spawn } from 'node:child_process'
import { mkdtempSync, readFileSync, readdirSync, statSync, writeFileSync } from 'node:fs'
import { rm } from 'node:fs/promises'
import os from 'node:os'
import path from 'node:path'
import { fileURLToPath } from 'node:url'
import { listPackage, statFile } from '@electron/asar'
import { FuseV1Options, getCurrentFuseWire } from '@electron/fuses'
import { _electron } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest'
import { skipped } from './corral.ts'

const root = fileURLToPath(new URL('..', import.meta.url))

/** All that may ship besides the page's own files. An addition needs a review. */
const SHIPS = [
  'out/electron/main.cjs',
  'out/electron/main-corral.cjs',
  'out/electron/main-rolldown-runtime.cjs',
  // Loaded when first needed.
  'out/electron/main-server.cjs',
  'out/electron/main-updater.cjs',
  'out/electron/preload.cjs',
  'out/electron/worker.cjs',
  'out/licenses.json',
  'package.json',
]
/** Files of which the page may consist: no source map, no source, no test. */
const PAGE = /^out\/page\/([\w-]+\.html|assets\/[\w.@-]+\.(js|css|woff2|svg|png))$/

const MAX_OWN_BYTES = 8 * 1024 * 1024

/** As `FuseState` of the package, where it is a const enum and cannot be imported. */
const DISABLED = '0'.charCodeAt(0)
const ENABLED = '1'.charCodeAt(0)

describe.skipIf(skipped || process.platform !== 'linux')('the packed app', () => {
  let folder: string
  let unpacked: string
  let runtime: string
  beforeAll(async () => {
    const found = inject('electron')
    if (!('path' in found)) return
    runtime = found.path
    folder = mkdtempSync(path.join(os.tmpdir(), 'corral-dist-'))
    const config = path.join(folder, 'config.yml')
    const shipped = readFileSync(path.join(root, 'build/electron-builder.yml'), 'utf8')
    // The only fuse that runtimes older than the bundled one do not have.
    const known =
      Number(found.version.split('.', 1)[0]) < 29 ? shipped.replace(/^ *grantFileProtocol.*\n/m, '') : shipped
    writeFileSync(
      config,
      `${known.replace('output: dist', `output: ${folder}/dist`)}electronDist: ${path.dirname(runtime)}\nelectronVersion: ${found.version}\n`,
    )
    const builder = spawn(process.execPath, ['build/run.cjs', 'build/dist.mjs', '--linux', 'dir', '--config', config], {
      cwd: root,
      stdio: ['ignore', 'pipe', 'pipe'],
    })
    let told = ''
    builder.stdout.on('data', (chunk) => (told += String(chunk)))
    builder.stderr.on('data', (chunk) => (told += String(chunk)))
    const code = await new Promise((resolve) => builder.once('exit', resolve))
    expect(code, told).toBe(0)
    unpacked = path.join(folder, 'dist', 'linux-unpacked')
  })
  afterAll(() => rm(folder, { recursive: true, force: true }))
  const asar = () => path.join(unpacked, 'resources', 'app.asar')

  it('contains exactly what may ship, and is small', () => {
    const files = listPackage(asar(), { isPack: false })
      .map((file) => file.replaceAll('\\', '/').slice(1))
      .filter((file) => !('files' in statFile(asar(), file)))
    const page = readdirSync(path.join(root, 'out/page'), { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile())
      .map((entry) => path.relative(root, path.join(entry.parentPath, entry.name)))
    expect(page.filter((file) => !PAGE.test(file))).toEqual([])
    expect(files.toSorted()).toEqual([...SHIPS, ...page].toSorted())
    expect(statSync(asar()).size).toBeLessThan(MAX_OWN_BYTES)
  })

  it('has its fuses set', async () => {
    const wire = await getCurrentFuseWire(path.join(unpacked, 'corral'))
    expect({
      runAsNode: wire[FuseV1Options.RunAsNode],
      nodeOptions: wire[FuseV1Options.EnableNodeOptionsEnvironmentVariable],
      inspect: wire[FuseV1Options.EnableNodeCliInspectArguments],
      cookies: wire[FuseV1Options.EnableCookieEncryption],
      integrity: wire[FuseV1Options.EnableEmbeddedAsarIntegrityValidation],
      onlyAsar: wire[FuseV1Options.OnlyLoadAppFromAsar],
    }).toEqual({
      runAsNode: DISABLED,
      nodeOptions: DISABLED,
      inspect: DISABLED,
      cookies: ENABLED,
      integrity: ENABLED,
      onlyAsar: ENABLED,
    })
  })

  it('starts from its archive', async () => {
    // The packed program has the inspector fuse off, which a test needs: the runtime opens the archive instead.
    const data = path.join(folder, 'data')
    const app = await _electron.launch({
      executablePath: runtime,
      args: ['--no-sandbox', asar(), '--data', data, '--sandbox'],
      env: { ...(process.env as Record<string, string>), DISPLAY: inject('display'), LC_ALL: 'en_US.UTF-8' },
    })
    const page = await app.firstWindow()
    await page.getByTitle('llama3.2:latest', { exact: true }).first().waitFor()
    expect(await app.evaluate(({ app: main }) => main.getAppPath())).toContain('app.asar')
    await app.close()
  })
})
