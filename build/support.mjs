// @ts-check
import { createRequire } from 'node:module'

/**
 * Fails when the bundled Electron is no longer supported: the newest three major versions get fixes. Asks the npm
 * registry, or prints that it could not.
 */
const REGISTRY = process.env['npm_config_registry'] ?? 'https://registry.npmjs.org/'
const SUPPORTED = 3

const { version } = createRequire(import.meta.url)('electron/package.json')
const major = (/** @type {string} */ text) => Number(text.split('.', 1)[0])
try {
  const answer = await fetch(new URL('electron/latest', REGISTRY), { signal: AbortSignal.timeout(20_000) })
  if (!answer.ok) throw new Error(`it answered ${answer.status}`)
  const { version: latest } = await answer.json()
  const behind = major(latest) - major(version)
  if (behind >= SUPPORTED) {
    console.error(`Electron ${version} is no longer supported: ${latest} is out. Move to a newer one.`)
    process.exitCode = 1
  } else console.log(`Electron ${version} is supported; the newest is ${latest}.`)
} catch (error) {
  console.log(
    `Whether Electron ${version} is still supported could not be asked: ${error instanceof Error ? error.message : String(error)}.`,
  )
}
