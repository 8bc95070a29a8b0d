// @ts-check
import { spawn } from 'node:child_process'
import path from 'node:path'
import { fileURLToPath } from 'node:url'
import { build } from './build.mjs'

/** `npm run sandbox -- …` and `npm run check:server -- …`: builds if necessary and runs that entry in Node. */
const [entry, ...args] = process.argv.slice(2)
await build()
const script = path.join(fileURLToPath(new URL('..', import.meta.url)), `out/electron/${entry}.cjs`)
const child = spawn(process.execPath, [script, ...args], { stdio: 'inherit' })
// The child handles the signal itself and sets its own exit code.
for (const signal of /** @type {const} */ (['SIGINT', 'SIGTERM'])) process.on(signal, () => child.kill(signal))
child.once('exit', (code, signal) => {
  process.exitCode = signal ? 0 : (code ?? 1)
})
