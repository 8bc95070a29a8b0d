import { spawnSync } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { fileURLToPath } from 'node:url'
import { expect, it, onTestFinished } from 'vitest'
import { desktopEntry } from '../electron/shell/autostart.ts'

const at = (name: string) => fileURLToPath(new URL(`../${name}`, import.meta.url))
const read = (name: string) => readFileSync(at(name), 'utf8')
const has = (program: string) => spawnSync(program, ['--help']).error === undefined

const { version, desktopName, homepage } = JSON.parse(read('package.json')) as Record<
  'version' | 'desktopName' | 'homepage',
  string
>
const METAINFO = 'build/linux/dev.corral.Corral.metainfo.xml'
const metainfo = read(METAINFO)
const builder = read('build/electron-builder.yml')

it('names on Linux one desktop file, one program and one scheme everywhere', () => {
  expect(metainfo).toContain(`<launchable type="desktop-id">${desktopName}</launchable>`)
  expect(builder).toContain('syncDesktopName: true')
  expect(builder).toContain('executableName: corral\n')
  expect(metainfo).toContain('<binary>corral</binary>')
  expect(builder).toContain('schemes: [corral]')
  expect(metainfo).toContain('<mediatype>x-scheme-handler/corral</mediatype>')
  const id = /<id>(.*)<\/id>/.exec(metainfo)?.[1]
  expect(builder).toContain(`appId: ${id}\n`)
  for (const kind of ['deb', 'rpm']) expect(builder).toMatch(new RegExp(`^${kind}:[^]*?/usr/share/metainfo/${id}`, 'm'))
  expect(metainfo).toContain(`<release version="${version}"`)
})

it('names the same release, its date, and the same home everywhere', () => {
  const [, released, date] = /^## \[(\d.*?)\] - (.*)$/m.exec(read('CHANGELOG.md')) ?? []
  expect(released).toBe(version)
  expect(metainfo).toContain(`<release version="${version}" date="${date}"/>`)
  expect(metainfo).toContain(`<url type="homepage">${homepage}</url>`)
  // The identifier of the app is its domain in reverse.
  expect(builder).toContain(`appId: ${new URL(homepage).hostname.split('.').toReversed().join('.')}.Corral\n`)
})

it('packs each bundle that the window loads', () => {
  const bundles = ['main', 'worker', 'preload']
  expect(read('build/build.mjs')).toContain(`const entries = [${bundles.map((name) => `'${name}'`).join(', ')}, `)
  for (const name of bundles) expect(builder).toContain(`  - out/electron/${name}.cjs\n`)
})

it('asks on macOS for no right but to compile', () => {
  const keys = [...read('build/entitlements.mac.plist').matchAll(/<key>(.*?)<\/key>/g)].map(([, key]) => key)
  expect(keys).toEqual(['com.apple.security.cs.allow-jit'])
  expect(builder).toContain('hardenedRuntime: true')
})

it('says on macOS why it connects to the local network, without which no host there can be reached', () => {
  expect(builder).toMatch(
    /^mac:\n(?: .*\n)*? {2}extendInfo:\n(?: {4}#.*\n)* {4}NSLocalNetworkUsageDescription: .*Ollama servers on your network/m,
  )
})

it.skipIf(!has('appstreamcli'))('is described as software centres want it', () => {
  const { status, stdout } = spawnSync('appstreamcli', ['validate', '--no-net', at(METAINFO)], { encoding: 'utf8' })
  expect(status, stdout).toBe(0)
})

it.skipIf(!has('desktop-file-validate'))('writes a valid entry to start at login', () => {
  const folder = mkdtempSync(path.join(os.tmpdir(), 'corral-entry-'))
  onTestFinished(() => rmSync(folder, { recursive: true }))
  const file = path.join(folder, 'corral.desktop')
  writeFileSync(file, desktopEntry(['/opt/Corral/corral'], true))
  const { status, stdout } = spawnSync('desktop-file-validate', [file], { encoding: 'utf8' })
  expect(status, stdout).toBe(0)
})
