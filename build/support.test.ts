import { spawn } from 'node:child_process'
import http from 'node:http'
import type { AddressInfo } from 'node:net'
import { createRequire } from 'node:module'
import { fileURLToPath } from 'node:url'
import { expect, it, onTestFinished } from 'vitest'

const script = fileURLToPath(new URL('support.mjs', import.meta.url))
const { version } = createRequire(import.meta.url)('electron/package.json') as { version: string }
const major = Number(version.split('.', 1)[0])

/** Runs the script with a registry that names this version as the newest, or with none. */
async function support(latest: string | null): Promise<{ code: number | null; told: string }> {
  const server = http.createServer((_request, response) => response.end(JSON.stringify({ version: latest })))
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  onTestFinished(() => void server.close())
  const { port } = server.address() as AddressInfo
  const child = spawn(process.execPath, [script], {
    env: { ...process.env, npm_config_registry: `http://127.0.0.1:${latest === null ? 9 : port}/` },
  })
  let told = ''
  child.stdout.on('data', (chunk) => (told += String(chunk)))
  child.stderr.on('data', (chunk) => (told += String(chunk)))
  return { code: await new Promise((resolve) => child.once('exit', resolve)), told }
}

it('fails when the Electron that ships is three majors behind, and not before', async () => {
  expect(await support(`${major + 2}.0.0`)).toMatchObject({
    code: 0,
    told: expect.stringContaining('is supported') as string,
  })
  expect(await support(`${major + 3}.0.0`)).toMatchObject({
    code: 1,
    told: expect.stringContaining('no longer supported') as string,
  })
})

it('says that it could not ask where nobody answers', async () => {
  expect(await support(null)).toMatchObject({ code: 0, told: expect.stringContaining('could not be asked') as string })
})
