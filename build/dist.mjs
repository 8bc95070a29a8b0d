// @ts-check
import { spawn } from 'node:child_process'
import { createRequire } from 'node:module'
import { fileURLToPath } from 'node:url'
import { build } from './build.mjs'

/**
 * `npm run dist -- …`: builds and hands the rest to electron-builder, which packs for this system.
 * `CORRAL_UPDATE_URL` names the channel that this build's users may ask for updates; without it the
 * build has none and never asks. Signing and notarisation follow electron-builder's own variables.
 */
const root = fileURLToPath(new URL('..', import.meta.url))
const channel = process.env['CORRAL_UPDATE_URL']
const { version } = createRequire(import.meta.url)('electron/package.json')

await build()
const child = spawn(
  process.execPath,
  [
    createRequire(import.meta.url).resolve('electron-builder/cli.js'),
    '--config',
    'build/electron-builder.yml',
    '--publish',
    'never',
    ...(process.argv.some((arg) => arg.startsWith('--config.electronVersion') || arg.startsWith('-c.electronVersion'))
      ? []
      : [`-c.electronVersion=${version}`]),
    ...(channel ? ['-c.publish.provider=generic', `-c.publish.url=${channel}`] : []),
    ...process.argv.slice(2),
  ],
  { cwd: root, stdio: 'inherit' },
)
child.once('exit', (code) => {
  process.exitCode = code ?? 1
})
