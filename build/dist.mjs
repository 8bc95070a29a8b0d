// @ts-check
import { spawn } from 'node:child_process'
import { createRequire } from 'node:module'
import { fileURLToPath } from 'node:url'
import { build } from './build.mjs'

/**
 * `npm run dist -- …`: builds and runs electron-builder with the other arguments, for the current system.
 * `CORRAL_UPDATE_URL` is the address this build may check for updates; without it the build never checks. Signing and
 * notarisation use electron-builder's own variables.
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
