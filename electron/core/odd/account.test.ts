import { afterEach, expect, it } from 'vitest'
import { closeAll, open, serve } from '../hosts/test-hosts.ts'

afterEach(closeAll)

/** What the user is told of the account of a server that answers `/api/me` so. */
async function told(status: number, body: string, type = 'application/json') {
  const url = await serve(({ url: path }, response) => {
    if (path === '/api/version') return void response.end('{"version":"0.33.0"}')
    if (path === '/api/tags') return void response.end('{"models":[{"name":"lab/m:latest"}]}')
    return void response.writeHead(status, { 'content-type': type }).end(body)
  })
  const { client } = await open()
  const { id: hostId } = await client.hosts.add({ name: 'odd', url })
  // No registry is asked.
  await client.settings.update({ askRegistries: false })
  const { account, namespace, suggested } = await client.transfers.previewPush({
    hostId,
    model: 'lab/m:latest',
    name: 'lab/m:latest',
  })
  // The card of the host tells the same.
  expect((await client.hosts.account({ hostId })).account).toEqual(account)
  return [account, namespace, suggested]
}

const ada = { state: 'signed_in', name: 'ada', plan: null }
const unknown = [{ state: 'unknown' }, 'unknown', null]
const out = (signinUrl: string | null) => [{ state: 'signed_out', signinUrl }, 'unknown', null]

it.each<[status: number, body: string, account: unknown[], type?: string]>([
  [200, '{"name":"ada"}', [ada, 'other', 'ada/m:latest']],
  [200, '{"name":"LAB","plan":""}', [{ ...ada, name: 'LAB' }, 'own', null]],
  [200, '{"name":"ada\\u202e"}', [{ ...ada, name: 'ada\u202e' }, 'other', null]],
  [200, `{"name":"${'x'.repeat(90)}"}`, [{ ...ada, name: 'x'.repeat(90) }, 'other', null]],
  [200, '{"name":["ada"]}', unknown],
  [200, 'null', unknown],
  [200, '', unknown],
  [200, '<html>', unknown, 'text/html'],
  [401, '{"error":"unauthorized","signin_url":"https://ollama.com/connect"}', out('https://ollama.com/connect')],
  [401, '{"error":"unauthorized","signin_url":"http://ollama.com/connect"}', out(null)],
  [401, '{"error":"unauthorized","signin_url":"https://evil.example/connect"}', out(null)],
  [401, '{"error":"unauthorized","signin_url":null}', out(null)],
  [401, '{"error":"unauthorized"}', unknown],
  [403, '', unknown],
  [503, '{"error":"account unavailable"}', [{ state: 'offline' }, 'unknown', null]],
  [503, '<html>', unknown, 'text/html'],
  [302, '', unknown],
])('%i %s is %j', async (status, body, account, type) => {
  expect(await told(status, body, type)).toEqual(account)
})
