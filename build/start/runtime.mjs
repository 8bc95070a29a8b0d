// @ts-check
import { spawnSync } from 'node:child_process'
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import path from 'node:path'

const require = createRequire(import.meta.url)
const QUIET_WITHIN = 10_000

/** @returns {string} the folder of the `electron` package */
function packageFolder() {
  return path.dirname(require.resolve('electron/package.json'))
}

/**
 * The Electron to run: the one in `CORRAL_ELECTRON`, else that of the package if its files are there. Importing the
 * package instead would start the download.
 *
 * @returns {string | null} the path of its program
 */
export function findRuntime() {
  const named = process.env['CORRAL_ELECTRON']
  if (named) return named
  try {
    const folder = packageFolder()
    const dist = process.env['ELECTRON_OVERRIDE_DIST_PATH'] ?? path.join(folder, 'dist')
    const file = path.join(dist, readFileSync(path.join(folder, 'path.txt'), 'utf8'))
    return existsSync(file) ? file : null
  } catch {
    return null
  }
}

/** Written when a download failed, so that it is not tried at every start; a new install removes it. */
function marker() {
  return path.join(packageFolder(), '..', '.cache', 'corral', 'electron-not-downloaded')
}

/**
 * Downloads the runtime of the installed `electron` version; the package verifies its checksum. Stops when refused or
 * after ten seconds without a byte.
 *
 * @param {(text: string) => void} say prints one line
 * @param {(text: string) => void} show prints progress, each text replacing the one before
 * @returns {Promise<string | null>} the path of its program, or `null` if the download failed
 */
export async function downloadRuntime(say, show) {
  const { version } = require('electron/package.json')
  try {
    if (readFileSync(marker(), 'utf8') === version) return null
  } catch {
    // Not tried yet.
  }
  const quiet = new AbortController()
  let timer = setTimeout(() => quiet.abort(), QUIET_WITHIN)
  try {
    const electronRequire = createRequire(require.resolve('electron/package.json'))
    const { downloadArtifact } = electronRequire('@electron/get')
    say(`Corral fetches its window's runtime, Electron ${version}, once.`)
    const zip = await downloadArtifact({
      version,
      artifactName: 'electron',
      platform: process.platform,
      arch: process.arch,
      checksums: require('electron/checksums.json'),
      downloadOptions: {
        quiet: true,
        signal: quiet.signal,
        /** @param {{ transferred: number, total: number | null }} progress */
        getProgressCallback: async ({ transferred, total }) => {
          clearTimeout(timer)
          timer = setTimeout(() => quiet.abort(), QUIET_WITHIN)
          const mb = (/** @type {number} */ bytes) => (bytes / 1e6).toFixed(0)
          show(total ? `${mb(transferred)} of ${mb(total)} MB` : `${mb(transferred)} MB`)
        },
      },
    })
    clearTimeout(timer)
    show('')
    if (!zip) return null
    // It finds the download in the cache, unpacks it and records the path.
    spawnSync(process.execPath, [path.join(packageFolder(), 'install.js')], { stdio: 'ignore' })
    const runtime = findRuntime()
    if (!runtime) throw new Error('it could not be unpacked')
    return runtime
  } catch (error) {
    show('')
    const reason = quiet.signal.aborted ? 'nothing came for ten seconds' : plainly(error)
    say(
      `Electron's runtime could not be fetched (${reason}), so Corral opens in the browser; "npx install-electron" tries again.`,
    )
    try {
      mkdirSync(path.dirname(marker()), { recursive: true })
      writeFileSync(marker(), version)
    } catch {
      // The install folder is read-only: the next start tries again, which is slow but harmless.
    }
    return null
  } finally {
    clearTimeout(timer)
  }
}

/** @param {unknown} error */
function plainly(error) {
  const told = error instanceof Error ? error : new Error(String(error))
  const reason = told.cause instanceof Error ? told.cause.message : told.message
  return reason.split('\n', 1)[0]?.slice(0, 120) ?? ''
}
