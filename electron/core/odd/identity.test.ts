import type { IncomingMessage, RequestListener } from 'node:http'
import { afterEach, describe, expect, it } from 'vitest'
import type { ProblemCode } from '#shared/contract/problem.ts'
import { catalogues } from '#shared/i18n/catalogues.ts'
import { closeAll, hostOf, open, serve } from '../hosts/test-hosts.ts'
import { problemOf } from '../test-problem.ts'

afterEach(closeAll)

interface Reply {
  status?: number
  type?: string
  server?: string
  body: string
}
/** The answers of a server by path; `*` is any other path. */
type Routes = Record<string, Reply | string>

const json = (value: unknown, more: Partial<Reply> = {}): Reply => ({
  type: 'application/json',
  body: JSON.stringify(value),
  ...more,
})
const page = (title: string): Reply => ({ type: 'text/html', body: `<!doctype html><title>${title}</title>` })
const text = (body: string, status = 200): Reply => ({ status, type: 'text/plain', body })

const answer =
  (routes: Routes, asked: string[] = []): RequestListener =>
  ({ url = '', method = '' }: IncomingMessage, response) => {
    asked.push(`${method} ${url}`)
    const found = routes[url] ?? routes['*'] ?? text('404 page not found', 404)
    const {
      status = 200,
      type = 'application/json',
      server,
      body,
    } = typeof found === 'string' ? json({}, { body: found }) : found
    response.writeHead(status, { 'content-type': type, ...(server ? { server } : {}) }).end(body)
  }

const version = '{"version":"0.33.0"}'
const oneModel = '{"models":[{"name":"a:1","size":7,"digest":"ab","modified_at":"2026-01-01T00:00:00Z"}]}'
const ollama: Routes = { '/': text('Ollama is running'), '/api/version': version, '/api/tags': oneModel }

const notFound = { error: { code: 404, message: 'File Not Found', type: 'not_found_error' } }
const llamaCpp: Routes = {
  '/': page('llama.cpp - chat'),
  '/health': '{"status":"ok"}',
  '/props': '{"default_generation_settings":{"n_ctx":4096},"total_slots":1}',
  '/api/tags': '{"models":[{"name":"m.gguf","model":"m.gguf","size":""}],"object":"list"}',
  '*': json(notFound, { status: 404 }),
}
const withServer = (routes: Routes, server: string): Routes =>
  Object.fromEntries(
    Object.entries(routes).map(([path, reply]) => [
      path,
      { ...(typeof reply === 'string' ? json({}, { body: reply }) : reply), server },
    ]),
  )
const openWebUi: Routes = {
  '/api/version': '{"version":"0.6.5"}',
  '/api/config': '{"status":true,"name":"Open WebUI","version":"0.6.5","features":{"auth":true}}',
  '/ollama/': '{"status":true}',
  '/ollama/api/version': '{"version":"0.12.0"}',
  '/ollama/api/tags': json({ detail: 'Not authenticated' }, { status: 401 }),
  '*': page('Open WebUI'),
}
const lmStudio: RequestListener = ({ url, method }, response) => {
  response.setHeader('content-type', 'application/json')
  response.end(JSON.stringify({ error: `Unexpected endpoint or method. (${method} ${url})` }))
}
const localAi: Routes = {
  '/': '{"Title":"LocalAI API - v3.1.0"}',
  '/version': '{"version":"v3.1.0"}',
  '/readyz': text('OK'),
}

/** The English title with its parameters. */
function titleOf(code: ProblemCode, params: Record<string, string | number>): string {
  return catalogues.en.problem[code].title.replace(/\{\{(\w+)\}\}/g, (_, key: string) => String(params[key]))
}

describe('a server other than Ollama', () => {
  it.each<[string, RequestListener | Routes, string, string]>([
    ['llama.cpp', withServer(llamaCpp, 'llama.cpp'), '', 'URL is the server of llama.cpp, not Ollama'],
    ['llama.cpp behind a proxy', llamaCpp, '', 'URL is the server of llama.cpp, not Ollama'],
    [
      'llama.cpp that wants a key',
      { '*': json({ error: { code: 401, message: 'Invalid API Key' } }, { status: 401, server: 'llama.cpp' }) },
      '',
      'URL is the server of llama.cpp, not Ollama',
    ],
    [
      'llama.cpp while it loads',
      { '*': json({ error: { code: 503, message: 'Loading model' } }, { status: 503, server: 'llama.cpp' }) },
      '',
      'URL is the server of llama.cpp, not Ollama',
    ],
    [
      'llama.cpp by the owner of its models',
      { '/v1/models': '{"data":[{"id":"m","owned_by":"llamacpp"}]}' },
      '',
      'URL is the server of llama.cpp, not Ollama',
    ],
    [
      'LocalAI by its version',
      { '/version': '{"version":"v2.25.0 (07655c0c)"}' },
      '',
      'URL is LocalAI, without the API of Ollama',
    ],
    ['LM Studio', lmStudio, '', 'URL is LM Studio, not Ollama'],
    [
      'LM Studio that wants a key',
      { '*': json({ error: { message: 'An LM Studio API token is required' } }, { status: 401 }) },
      '',
      'URL is LM Studio, not Ollama',
    ],
    ['Open WebUI', openWebUi, '', 'URL is Open WebUI, not Ollama itself'],
    ['Open WebUI by the address of a chat', openWebUi, '/c/1234', 'ORIGIN is Open WebUI, not Ollama itself'],
    ['Open WebUI’s Ollama without a key', openWebUi, '/ollama', 'URL requires you to sign in'],
    ['LocalAI before it had Ollama’s API', localAi, '', 'URL is LocalAI, without the API of Ollama'],
    ['a sign-in page', { '*': page('Sign in &amp; go\n on') }, '', 'URL answers with a web page: “Sign in & go on”'],
    [
      'an app shell with a version',
      { '/api/version': '{"version":"2.1.0"}', '*': page('Grafana') },
      '',
      'URL answers with a web page: “Grafana”',
    ],
    ['a page without a title', { '*': { type: 'text/html', body: '<p>It works!' } }, '', 'URL is not an Ollama server'],
    [
      'some JSON with a version',
      { '/api/version': '{"version":"2.1.0"}', '*': '{"ok":true}' },
      '',
      'URL is not an Ollama server',
    ],
    ['only a version', { '/api/version': '{"version":"2.1.0"}' }, '', 'URL is not an Ollama server'],
    ['an empty answer to everything', { '*': '' }, '', 'URL is not an Ollama server'],
    ['a path below which there is nothing', ollama, '/v9', 'Ollama does not answer below the path of URL'],
    [
      'a proxy that wants a key for the list',
      { '/api/version': version, '/api/tags': json({}, { status: 401 }) },
      '',
      'URL requires you to sign in',
    ],
    [
      'a proxy that wants a key for the version',
      { ...ollama, '/api/version': json({}, { status: 401 }) },
      '',
      'URL requires you to sign in',
    ],
  ])('%s', async (_name, routes, path, title) => {
    const origin = await serve(typeof routes === 'function' ? routes : answer(routes))
    const { client, app } = await open()
    const url = origin + path
    const { code, params, ...rest } = await problemOf(client.hosts.test({ url }))
    expect(titleOf(code, params)).toBe(title.replace('URL', url).replace('ORIGIN', origin))
    // The list of hosts has the same.
    const { id } = await client.hosts.add({ name: '', url })
    await client.hosts.check({ hostId: id })
    expect(hostOf(app.hosts.state(), id)).toMatchObject({
      reach: 'down',
      server: null,
      problem: { code, params, ...rest },
    })
  })

  it('no server at all', async () => {
    const { client } = await open()
    expect(await problemOf(client.hosts.test({ url: 'http://127.0.0.1:9' }))).toMatchObject({ code: 'refused' })
  })

  it('is answered with the right address if there is one', async () => {
    const origin = await serve(answer(openWebUi))
    const { client } = await open()
    for (const path of ['', '/c/1234'])
      expect((await problemOf(client.hosts.test({ url: origin + path }))).params['right']).toBe(`${origin}/ollama`)
  })

  it('receives only GET requests, and none again for a while', async () => {
    const asked: string[] = []
    const url = await serve(answer(llamaCpp, asked))
    const { client } = await open()
    const { id: hostId } = await client.hosts.add({ name: '', url })
    await client.hosts.check({ hostId })
    expect(asked.splice(0).toSorted()).toEqual(
      ['/', '/api/config', '/api/version', '/props', '/v1/models', '/version'].map((path) => `GET ${path}`),
    )
    await client.hosts.check({ hostId })
    expect(asked).toEqual(['GET /api/version'])
  })
})

describe('a server with the API of Ollama', () => {
  it.each<[string, Routes, string, string | null]>([
    ['Ollama', ollama, 'ollama', '0.33.0'],
    ['Ollama behind a proxy of its API alone', { '/api/version': version, '/api/tags': oneModel }, 'ollama', '0.33.0'],
    [
      'Ollama behind a web page',
      { '/api/version': version, '/api/tags': oneModel, '*': page('nginx') },
      'ollama',
      '0.33.0',
    ],
    ['Ollama without a model', { '/api/version': version, '/api/tags': '{"models":null}' }, 'ollama', '0.33.0'],
    ['Ollama before it told its version', { '/': text('Ollama is running'), '/api/tags': oneModel }, 'ollama', null],
    ['a bridge without a version', { '/api/tags': oneModel }, 'ollama', null],
    ['a bridge whose version is a number', { ...ollama, '/api/version': '{"version":0.33}' }, 'ollama', null],
    ['LocalAI', { ...localAi, '/api/version': '{"version":"0.9.0"}', '/api/tags': oneModel }, 'localai', '0.9.0'],
  ])('%s', async (_name, routes, server, told) => {
    const url = await serve(answer(routes))
    const { client, app } = await open()
    expect(await client.hosts.test({ url })).toMatchObject({ url, server, version: told })
    const { id } = await client.hosts.add({ name: '', url })
    await client.hosts.check({ hostId: id })
    expect(hostOf(app.hosts.state(), id)).toMatchObject({ reach: 'up', server, version: told, problem: null })
  })

  it('is asked only for its version once it is identified', async () => {
    const asked: string[] = []
    const url = await serve(answer(ollama, asked))
    const { client } = await open()
    const { id: hostId } = await client.hosts.add({ name: '', url })
    await client.hosts.check({ hostId })
    asked.splice(0)
    await client.hosts.check({ hostId })
    expect(asked).toEqual(['GET /api/version'])
  })
})

describe('a version', () => {
  it.each<[string, { shown?: string | null; dimensions: boolean }]>([
    ['v0.12.3', { dimensions: true }],
    ['0.6.6-rc2', { dimensions: false }],
    ['0.33.0-rc2-4-gfb30760', { dimensions: true }],
    ['0.14.2+rocm', { dimensions: true }],
    ['0.11.10+rocm', { dimensions: false }],
    ['30.7', { dimensions: true }],
    ['0.0.0', { dimensions: true }],
    ['main (dirty)', { dimensions: true }],
    ['', { shown: null, dimensions: true }],
  ])(
    '%j is shown letter for letter and switches off only what it has not',
    async (version, { shown = version, dimensions }) => {
      const url = await serve(answer({ ...ollama, '/api/version': JSON.stringify({ version }) }))
      const { client, app } = await open()
      const { id } = await client.hosts.add({ name: '', url })
      await client.hosts.check({ hostId: id })
      expect(hostOf(app.hosts.state(), id)).toMatchObject({
        reach: 'up',
        version: shown,
        features: { embed: true, dimensions },
      })
    },
  )
})
