// @ts-check
import { spawn } from 'node:child_process'
import { watch } from 'node:fs'
import path from 'node:path'
import { fileURLToPath } from 'node:url'
import { createServer } from 'vite'
import { build } from './build.mjs'
import { checkFlags } from './start/flags.mjs'
import { findRuntime } from './start/runtime.mjs'

/**
 * Corral with hot reload in the window or a browser: the page is served by Vite, and the core restarts when its code
 * changes. Flags are those of `npm start`; without an Electron runtime, or with `--web`, it is served to a browser.
 */
const root = fileURLToPath(new URL('..', import.meta.url))
const args = process.argv.slice(2)
const checked = checkFlags(args)
if ('wrong' in checked) {
  console.error(checked.wrong)
  process.exit(2)
}
const runtime = checked.values['web'] ? null : findRuntime()
const port = Number(checked.values['port'] ?? 0) || 8611

await build()
const page = await createServer({
  configFile: path.join(root, 'build/vite.page.config.ts'),
  server: {
    host: '127.0.0.1',
    proxy: { '/rpc': { target: `http://127.0.0.1:${port}`, ws: true, changeOrigin: true } },
  },
})
await page.listen()
const origin = page.resolvedUrls?.local[0]?.replace(/\/$/, '') ?? ''

/** @type {import('node:child_process').ChildProcess | undefined} */
let core
function start() {
  const env = { ...process.env, CORRAL_DEV_URL: origin, CORRAL_DEV_ORIGIN: origin }
  core = runtime
    ? spawn(runtime, [root, ...args], { stdio: 'inherit', env })
    : spawn(process.execPath, [path.join(root, 'out/electron/serve.cjs'), ...args, '--port', String(port)], {
        stdio: ['ignore', 'pipe', 'inherit'],
        env,
      })
  core.stdout?.on('data', (chunk) => process.stdout.write(String(chunk).replace(/http:\/\/[^/]+/, origin)))
  core.once('exit', (code, signal) => {
    // Closing the window ends this script; a restart of the core does not.
    if (runtime && signal === null) void page.close().then(() => process.exit(code ?? 0))
  })
}

let restarting = false
async function restart() {
  if (restarting) return
  restarting = true
  try {
    await build()
    const old = core
    if (old && old.exitCode === null) {
      const ended = new Promise((resolve) => old.once('exit', resolve))
      old.removeAllListeners('exit')
      old.kill('SIGTERM')
      await ended
    }
    start()
  } catch (error) {
    console.error(error)
  } finally {
    restarting = false
  }
}

/** @type {NodeJS.Timeout | undefined} */
let timer
for (const folder of ['electron', 'shared'])
  watch(path.join(root, folder), { recursive: true }, () => {
    clearTimeout(timer)
    timer = setTimeout(() => void restart(), 300)
  })
for (const signal of /** @type {const} */ (['SIGINT', 'SIGTERM']))
  process.on(signal, () => {
    core?.kill('SIGTERM')
    void page.close().then(() => process.exit(0))
  })
start()
