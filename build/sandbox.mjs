// @ts-check
import { spawn } from 'node:child_process'
import path from 'node:path'
import { fileURLToPath } from 'node:url'
import { build } from './build.mjs'

/** `npm run sandbox -- …`: builds if need be and runs the sandbox alone. */
await build()
const script = path.join(fileURLToPath(new URL('..', import.meta.url)), 'out/electron/sandbox.cjs')
const child = spawn(process.execPath, [script, ...process.argv.slice(2)], { stdio: 'inherit' })
for (const signal of /** @type {const} */ (['SIGINT', 'SIGTERM'])) process.on(signal, () => child.kill(signal))
child.once('exit', (code, signal) => {
  process.exitCode = signal ? 0 : (code ?? 1)
})
