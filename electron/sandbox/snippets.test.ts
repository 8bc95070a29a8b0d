import { execFile, execFileSync, spawnSync } from 'node:child_process'
import http from 'node:http'
import type { AddressInfo } from 'node:net'
import { promisify } from 'node:util'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { shellQuoted } from '#shared/domain/quoting.ts'
import { apis, snippet, type ModelUse } from '#shared/domain/snippets.ts'
import { startSandbox, type Sandbox } from './server.ts'

const run = promisify(execFile)
const has = (program: string) => spawnSync(program, ['--version']).status === 0

/** How the code of a snippet is run, where its language is installed. */
const languages = [
  { language: 'curl', isHere: process.platform !== 'win32' && has('curl'), command: ['sh', '-c'] },
  { language: 'powershell', isHere: has('pwsh'), command: ['pwsh', '-NoProfile', '-Command'] },
  { language: 'python', isHere: has('python3'), command: ['python3', '-c'] },
  {
    language: 'javascript',
    isHere: true,
    command: [process.execPath, '--input-type=module', '-e'],
  },
] as const
const here = languages.filter(({ isHere }) => isHere)

async function outputOf([program, ...args]: readonly string[], code: string, env: Record<string, string> = {}) {
  const { stdout } = await run(program ?? '', [...args, code], {
    encoding: 'utf8',
    env: { ...process.env, NO_PROXY: '*', no_proxy: '*', PYTHONIOENCODING: 'utf-8', ...env },
  })
  return stdout
}

const modelUse = (changes: Partial<ModelUse>): ModelUse => ({
  base: '',
  model: 'llama3.2:latest',
  task: 'chat',
  prompt: 'Why is the sky blue? 天空为什么是蓝色的？',
  options: {},
  auth: 'none',
  hasEmbed: true,
  ...changes,
})

describe('each snippet asks the sandbox and prints its answer', () => {
  let sandbox: Sandbox
  beforeAll(async () => {
    sandbox = await startSandbox({ rate: 0 })
  })
  afterAll(() => sandbox.close())

  for (const api of apis)
    for (const { language, command } of here) {
      it(`${api} ${language}: a chat`, async () => {
        const options = { num_ctx: 4096, temperature: 0.2, keep_alive: '10m' }
        const code = snippet(api, language, modelUse({ base: sandbox.url, options }))
        expect(await outputOf(command, code)).toMatch(/sandbox|沙盒/)
        if (api === 'ollama') expect(sandbox.runners.list()[0]).toMatchObject({ context: 4096, keepAlive: 600_000 })
      })

      it(`${api} ${language}: a vector`, async () => {
        const asked = modelUse({ base: sandbox.url, model: 'nomic-embed-text:v1.5', task: 'embed' })
        expect((await outputOf(command, snippet(api, language, asked))).match(/-?0\.\d+/g)?.length).toBeGreaterThan(90)
      })
    }

  it.runIf(has('curl'))('a vector of a server without /api/embed', async () => {
    const asked = modelUse({ base: sandbox.url, model: 'nomic-embed-text:v1.5', task: 'embed', hasEmbed: false })
    expect(await outputOf(['sh', '-c'], snippet('ollama', 'curl', asked))).toMatch(/-?0\.\d+/)
  })
})

/** Quotes, escapes, expansions and ends of texts of each language, and characters that are not shown. */
const odd = `it's "odd" \\ \`id\` $(id) $HOME %s !x\n'@\n'; exit 1; '\u2019\u202e\u{e0041}天空 🦙`

describe('whatever is in a name', () => {
  let server: http.Server
  let asked: { model: unknown; authorization: string | undefined } | null = null
  let base = ''
  beforeAll(async () => {
    server = http.createServer((request, response) => {
      const chunks: Buffer[] = []
      request.on('data', (chunk: Buffer) => chunks.push(chunk))
      request.on('end', () => {
        const { model } = JSON.parse(Buffer.concat(chunks).toString()) as { model: unknown }
        asked = { model, authorization: request.headers.authorization }
        response.setHeader('content-type', 'application/json')
        response.end('{"message":{"content":"fine"}}')
      })
    })
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
    base = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  })
  afterAll(() => server.close())

  for (const { language, command } of here) {
    it(`${language} sends it`, async () => {
      asked = null
      expect(await outputOf(command, snippet('ollama', language, modelUse({ base, model: odd })))).toContain('fine')
      expect(asked).toEqual({ model: odd, authorization: undefined })
    })

    it(`${language} takes token and password from the environment only`, async () => {
      const env = { OLLAMA_TOKEN: `t'0"k$e n`, OLLAMA_USER: 'ada', OLLAMA_PASSWORD: `p'a"s$s:` }
      const bearer = snippet('ollama', language, modelUse({ base, auth: 'bearer' }))
      await outputOf(command, bearer, env)
      expect(asked?.authorization).toBe(`Bearer ${env.OLLAMA_TOKEN}`)
      const basic = snippet('ollama', language, modelUse({ base, auth: 'basic' }))
      await outputOf(command, basic, env)
      expect(asked?.authorization).toBe(`Basic ${btoa(`${env.OLLAMA_USER}:${env.OLLAMA_PASSWORD}`)}`)
    })
  }
})

it.skipIf(process.platform === 'win32')('a text reaches a program unchanged by sh', () => {
  const texts = [odd, '-n', '*', '~', '', 'qwen3:8b']
  const code = 'process.stdout.write(JSON.stringify(process.argv.slice(1)))'
  const script = `node -e '${code}' -- ${texts.map((text) => shellQuoted(text, 'posix')).join(' ')}`
  expect(JSON.parse(execFileSync('sh', ['-c', script], { encoding: 'utf8' }))).toEqual(texts)
})
