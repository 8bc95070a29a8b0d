// @ts-check
import { spawn } from 'node:child_process'
import path from 'node:path'
import { fileURLToPath } from 'node:url'
import { build } from 'rolldown'

/** `npm run soak -- …`: kills the core again and again, see `electron/crash-test/soak.ts`. */
const root = fileURLToPath(new URL('..', import.meta.url))
/** @param {string} name */
const bundle = async (name) => {
  const file = path.join(root, `out/crash-test/${name}.cjs`)
  const input = path.join(root, `electron/crash-test/${name}.ts`)
  await build({ input, platform: 'node', output: { file, format: 'cjs', codeSplitting: false }, logLevel: 'warn' })
  return file
}
const [soak, child] = await Promise.all([bundle('soak'), bundle('child')])
const running = spawn(process.execPath, [soak, child, ...process.argv.slice(2)], { stdio: 'inherit' })
running.once('exit', (code) => (process.exitCode = code ?? 1))
