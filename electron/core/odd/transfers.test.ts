import { afterEach, describe, expect, it } from 'vitest'
import type { Transfer } from '#shared/contract/transfers.ts'
import { problem as en } from '#shared/i18n/en/problem.ts'
import { isEnded } from '#shared/domain/transfer-state.ts'
import { closeAll, open, serve } from '../hosts/test-hosts.ts'

afterEach(closeAll)

const digest = `sha256:${'a'.repeat(64)}`
const start = '{"status":"pulling manifest"}'
const whole = `{"status":"pulling aaa","digest":"${digest}","total":100,"completed":100}`
const end = '{"status":"success"}'

/** How a pull or push that is answered with this body ends. */
async function answered(
  body: string | Buffer,
  { silent = false, kind = 'pull' }: Partial<Pick<Transfer, 'silent' | 'kind'>> = {},
): Promise<Transfer> {
  const url = await serve((request, response) => {
    if (request.url === '/api/version') return void response.end('{"version":"0.33.0"}')
    if (request.url === '/api/tags') return void response.end('{"models":[]}')
    return void response.writeHead(200, { 'content-type': 'application/x-ndjson' }).end(body)
  })
  const { client } = await open()
  const { id: hostId } = await client.hosts.add({ name: 'odd', url })
  const { id } = await client.transfers.start({ hostId, kind, name: 'me/m', silent })
  for await (const event of await client.transfers.watch()) {
    const all = event.type === 'all' ? event.transfers : event.type === 'one' ? [event.transfer] : []
    const over = all.find((one) => one.id === id && isEnded(one))
    if (over) return over
  }
  throw new Error('the stream ended')
}

/** What the user sees of a transfer: its end, its known sizes, and the title of its problem. */
const seen = ({ state, completed, total, problem }: Transfer) =>
  [state, `${completed}/${total}`, problem && en[problem.code].title].filter(Boolean).join(', ')

const ends = 'The transfer ended before it was done'

describe('a stream with', () => {
  it.each<[name: string, body: string | Buffer, sees: string]>([
    ['lines as they should be', `${start}\n${whole}\n${end}\n`, 'done, 100/100'],
    ['blank lines', `\n\n${start}\n   \n\t\n${whole}\n\n${end}\n\n`, 'done, 100/100'],
    ['lines that end in CRLF', `${start}\r\n${whole}\r\n${end}\r\n`, 'done, 100/100'],
    ['a byte order mark', `\uFEFF${start}\n${whole}\n${end}`, 'done, 100/100'],
    ['no newline at its end', `${start}\n${whole}\n${end}`, 'done, 100/100'],
    ['each line as a JSON text', [start, whole, end].map((line) => JSON.stringify(line)).join('\n'), 'done, 100/100'],
    [
      'an error as a JSON text',
      `${start}\n${JSON.stringify('{"error":"EOF"}')}\n`,
      'failed, 0/0, The unfinished download of {{model}} is broken',
    ],
    ['lines that are no objects', `null\n5\n"hello"\n[]\ntrue\n${start}\n${end}\n`, 'done, 0/0'],
    [
      'unknown fields',
      '{"status":"pulling manifest","eta":5,"error":null}\n{"status":"success","took":1}\n',
      'done, 0/0',
    ],
    [
      'an empty error in each line',
      `{"status":"pulling manifest","error":""}\n{"status":"success","error":""}\n`,
      'done, 0/0',
    ],
    ['no status but figures', `{"digest":"${digest}","total":100,"completed":60}\n${end}\n`, 'done, 100/100'],
    ['a status that is null', `{"status":null,"digest":"${digest}","total":100}\n${end}\n`, 'done, 100/100'],
    ['a status that is a number', `{"status":5}\n${end}\n`, 'done, 0/0'],
    [
      'a total that is a text',
      `{"status":"pulling aaa","digest":"${digest}","total":"100","completed":60}\n${end}\n`,
      'done, 0/0',
    ],
    [
      'a total below zero',
      `{"status":"pulling aaa","digest":"${digest}","total":-100,"completed":60}\n${end}\n`,
      'done, 0/0',
    ],
    [
      'a total beyond all numbers',
      `{"status":"pulling aaa","digest":"${digest}","total":1e999,"completed":60}\n${end}\n`,
      'done, 0/0',
    ],
    [
      'a completed beyond its total',
      `{"status":"pulling aaa","digest":"${digest}","total":100,"completed":900}\n${end}\n`,
      'done, 100/100',
    ],
    [
      'a completed below zero',
      `{"status":"pulling aaa","digest":"${digest}","total":100,"completed":-5}\n${end}\n`,
      'done, 100/100',
    ],
    ['no digest', `{"status":"pulling aaa","total":100,"completed":60}\n${end}\n`, 'done, 0/0'],
    [
      'a digest that is a number',
      `{"status":"pulling aaa","digest":7,"total":100,"completed":60}\n${end}\n`,
      'done, 0/0',
    ],
    ['nothing at all', '', `failed, 0/0, ${ends}`],
    ['no end', `${start}\n`, `failed, 0/0, ${ends}`],
    [
      'an error as an object',
      `${start}\n{"error":{"message":"pull model manifest: file does not exist","code":404}}\n`,
      'failed, 0/0, The registry does not have {{model}}',
    ],
    ['an error without words', `${start}\n{"error":{}}\n`, 'failed, 0/0, The server had an error'],
    [
      'an error beside a status that is a text',
      `${start}\n{"error":"EOF","status":"failed"}\n`,
      'failed, 0/0, The unfinished download of {{model}} is broken',
    ],
    [
      'a line that is cut in the middle of a character',
      Buffer.from(`${start}\n{"status":"é`).subarray(0, -1),
      `failed, 0/0, The server’s answer could not be read`,
    ],
  ])('%s', async (_, body, sees) => {
    expect(seen(await answered(body))).toBe(sees)
  })
})

describe('a refusal is told by what the server says of the registry, with', () => {
  it.each<[error: string, sees: string]>([
    [
      'realm host \\"auth.example.org\\" does not match original host \\"example.org\\"',
      '{{original}} wants the server to sign in at {{realm}}, and the server refuses',
    ],
    [
      'Head \\"https://cdn.example.org/1\\": blocked redirect to a different host',
      '{{registry}} redirects the server to another host, and the server refuses',
    ],
    ['unexpected status code 302', '{{registry}} redirects with status {{status}}, where Ollama needs 307'],
    ['http: no Location header in response', '{{registry}} does not redirect the server to the file'],
    ['Get \\"?ts=1\\": unsupported protocol scheme \\"\\"', '{{registry}} gave the server an address without https'],
    ['412: requires a newer version of Ollama', '{{model}} needs a newer Ollama'],
    ['unauthorized: access denied', 'The registry refused access'],
  ])('%s', async (error, sees) => {
    const body = `${start}\n{"error":"${error}"}\n`
    for (const kind of ['pull', 'push'] as const)
      expect(seen(await answered(body, { kind }))).toBe(`failed, 0/0, ${sees}`)
  })

  it('a push that ends with “not found”', async () => {
    const ended = await answered('{"status":"retrieving manifest"}\n{"error":"file does not exist"}\n', {
      kind: 'push',
    })
    expect(seen(ended)).toBe('failed, 0/0, {{registry}} has no place for {{model}}')
  })
})

describe('an answer without stream with', () => {
  it.each<[name: string, body: string, sees: string]>([
    ['success', end, 'done, 0/0'],
    ['another status', '{"status":"pulling"}', `failed, 0/0, ${ends}`],
    [
      'an error and 200 OK',
      '{"error":"pull model manifest: file does not exist"}',
      'failed, 0/0, The registry does not have {{model}}',
    ],
    ['nothing', '', `failed, 0/0, ${ends}`],
    ['figures of other types', '{"status":"success","total":"5","completed":-1}', 'done, 0/0'],
  ])('%s', async (_, body, sees) => {
    expect(seen(await answered(body, { silent: true }))).toBe(sees)
  })
})
