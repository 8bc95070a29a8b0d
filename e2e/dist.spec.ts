import { spawn, spawnSync } from 'node:child_process'
import { existsSync, mkdirSync, mkdtempSync, readFileSync, readdirSync, statSync, writeFileSync } from 'node:fs'
import { rm } from 'node:fs/promises'
import os from 'node:os'
import path from 'node:path'
import { fileURLToPath } from 'node:url'
import { listPackage, statFile } from '@electron/asar'
import { FuseV1Options, getCurrentFuseWire } from '@electron/fuses'
import { _electron } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest'
import { display, skipped } from './corral.ts'

const root = fileURLToPath(new URL('..', import.meta.url))

/** All that may ship besides the page's own files. An addition needs a review. */
const SHIPS = [
  'out/electron/main.cjs',
  'out/electron/main-corral.cjs',
  'out/electron/main-rolldown-runtime.cjs',
  // Loaded when first needed.
  // A stub: Kerberos is optional.
  'out/electron/main-__vite-optional-peer-dep_kerberos_proxy-agent-negotiate.cjs',
  'out/electron/main-proxy-agents.cjs',
  'out/electron/main-server.cjs',
  'out/electron/main-tunnel-agent.cjs',
  'out/electron/main-updater.cjs',
  'out/electron/preload.cjs',
  'out/electron/worker.cjs',
  'out/licenses.json',
  'package.json',
]
/** Files of which the page may consist: no source map, no source, no test. */
const PAGE = /^out\/page\/([\w-]+\.html|old-browser\.js|assets\/[\w.@-]+\.(js|css|woff2|svg|png))$/

const { version } = JSON.parse(readFileSync(path.join(root, 'package.json'), 'utf8')) as { version: string }

const MAX_OWN_BYTES = 8 * 1024 * 1024

/** As `FuseState` of the package, where it is a const enum and cannot be imported. */
const DISABLED = '0'.charCodeAt(0)
const ENABLED = '1'.charCodeAt(0)

/** Runs a script of Node in the project's folder; fails with its output. */
async function run(args: string[], env: NodeJS.ProcessEnv = process.env): Promise<void> {
  const child = spawn(process.execPath, args, { cwd: root, env, stdio: ['ignore', 'pipe', 'pipe'] })
  let told = ''
  child.stdout.on('data', (chunk) => (told += String(chunk)))
  child.stderr.on('data', (chunk) => (told += String(chunk)))
  const code = await new Promise((resolve) => child.once('exit', resolve))
  expect(code, told).toBe(0)
}

/**
 * A stand-in for fpm, which makes the package: it notes its arguments and the files that exist only meanwhile, and makes
 * the file that it was told to make.
 */
const FPM = `#!/usr/bin/env node
const { readFileSync, writeFileSync } = require('node:fs')
const args = process.argv.slice(2)
const after = (flag) => args[args.indexOf(flag) + 1]
const [desktop] = args.find((arg) => arg.endsWith('.desktop')).split('=')
const read = (file) => readFileSync(file, 'utf8')
const scripts = { afterInstall: read(after('--after-install')), afterRemove: read(after('--after-remove')) }
writeFileSync(__dirname + '/' + after('-t') + '.json', JSON.stringify({ args, desktop: read(desktop), ...scripts }))
writeFileSync(after('--package'), 'a package')
`
interface Packed {
  args: string[]
  desktop: string
  afterInstall: string
  afterRemove: string
}

describe.skipIf(skipped || process.platform !== 'linux')('the packed app', () => {
  let folder: string
  let unpacked: string
  let runtime: string
  let config: string
  beforeAll(async () => {
    const found = inject('electron')
    if (!('path' in found)) return
    runtime = found.path
    folder = mkdtempSync(path.join(os.tmpdir(), 'corral-dist-'))
    config = path.join(folder, 'config.yml')
    const shipped = readFileSync(path.join(root, 'build/electron-builder.yml'), 'utf8')
    // The only fuse that runtimes older than the bundled one do not have.
    const known =
      Number(found.version.split('.', 1)[0]) < 29 ? shipped.replace(/^ *grantFileProtocol.*\n/m, '') : shipped
    writeFileSync(
      config,
      `${known.replace('output: dist', `output: ${folder}/dist`)}electronDist: ${path.dirname(runtime)}\nelectronVersion: ${found.version}\n`,
    )
    await run(['build/run.cjs', 'build/dist.mjs', '--linux', 'dir', '--config', config])
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

  describe('as a package of Linux', () => {
    const packed = (kind: string) =>
      JSON.parse(readFileSync(path.join(folder, 'bin', `${kind}.json`), 'utf8')) as Packed
    beforeAll(async () => {
      const bin = path.join(folder, 'bin')
      mkdirSync(bin)
      writeFileSync(path.join(bin, 'fpm'), FPM, { mode: 0o755 })
      await run(
        ['node_modules/electron-builder/cli.js', '--config', config, '--publish', 'never'].concat(
          '--linux',
          'deb',
          'rpm',
          '--x64',
          '--prepackaged',
          unpacked,
        ),
        { ...process.env, USE_SYSTEM_FPM: 'true', PATH: `${bin}${path.delimiter}${process.env['PATH']}` },
      )
    })

    it.each(['deb', 'rpm'])('has in %s what package managers ask for', (kind) => {
      const { args, afterInstall, afterRemove } = packed(kind)
      const fieldsOf = (flag: string) => args.filter((_, index) => args[index - 1] === flag)
      expect(
        Object.fromEntries(
          ['--name', '--maintainer', '--vendor', '--url', '--license'].map((flag) => [flag, ...fieldsOf(flag)]),
        ),
      ).toEqual({
        '--name': 'corral',
        '--maintainer': 'The Corral authors <packages@corral.dev>',
        '--vendor': 'The Corral authors',
        '--url': 'https://corral.dev',
        '--license': 'MIT',
      })
      expect(fieldsOf('--version')).toEqual([version])
      expect(fieldsOf('--description').join()).toMatch(/models of your Ollama servers/)
      expect(fieldsOf('-d')).toEqual(
        expect.arrayContaining(kind === 'deb' ? ['libgtk-3-0', 'libsecret-1-0'] : ['gtk3', 'nss']),
      )
      expect(statSync(fieldsOf('--package')[0] ?? '').size).toBeGreaterThan(0)

      const files: Record<string, string> = Object.fromEntries(
        args.filter((arg) => /^[^-].*=\//.test(arg)).map((arg) => arg.split('=').toReversed()),
      )
      const icons = [16, 32, 48, 64, 128, 256, 512].map(
        (size) => `/usr/share/icons/hicolor/${size}x${size}/apps/corral.png`,
      )
      expect(Object.keys(files).toSorted()).toEqual(
        [
          '/opt/Corral',
          '/usr/share/applications/corral.desktop',
          ...icons,
          '/usr/share/metainfo/dev.corral.Corral.metainfo.xml',
        ].toSorted(),
      )
      for (const [target, source] of Object.entries(files))
        if (!target.endsWith('.desktop')) expect(existsSync(path.resolve(root, source)), source).toBe(true)

      // Links the program into the path, and lets Chromium's sandbox work.
      expect(afterInstall).toContain("'/opt/Corral/corral'")
      expect(afterInstall).toContain('chrome-sandbox')
      expect(afterRemove).toContain("'/usr/bin/corral'")
    })

    it('has a valid desktop entry, found by words of both languages', () => {
      const { desktop } = packed('deb')
      expect(desktop).toBe(packed('rpm').desktop)
      const entry = Object.fromEntries(
        desktop
          .split('\n')
          .filter((line) => line.includes('='))
          .map((line) => line.split(/=(.*)/s)),
      )
      expect(entry).toMatchObject({
        Name: 'Corral',
        Exec: '/opt/Corral/corral %U',
        Icon: 'corral',
        MimeType: 'x-scheme-handler/corral;',
        Categories: 'Development;',
        StartupWMClass: 'corral',
      })
      expect(entry['Keywords']).toContain('ollama;')
      expect(entry['Keywords[zh_CN]']).toContain('模型;')
      const file = path.join(folder, 'corral.desktop')
      writeFileSync(file, desktop)
      const { error, status, stdout } = spawnSync('desktop-file-validate', [file], { encoding: 'utf8' })
      if (!error) expect(status, stdout).toBe(0)
    })
  })

  it('starts from its archive', async () => {
    // The packed program has the inspector fuse off, which a test needs: the runtime opens the archive instead.
    const data = path.join(folder, 'data')
    const app = await _electron.launch({
      executablePath: runtime,
      args: ['--no-sandbox', asar(), '--data', data, '--sandbox'],
      env: { ...(process.env as Record<string, string>), DISPLAY: display, LC_ALL: 'en_US.UTF-8' },
    })
    const page = await app.firstWindow()
    await page.getByTitle('llama3.2:latest', { exact: true }).first().waitFor()
    expect(await app.evaluate(({ app: main }) => main.getAppPath())).toContain('app.asar')
    await app.close()
  })
})
