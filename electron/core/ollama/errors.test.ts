import { describe, expect, it } from 'vitest'
import { answerProblem, errorText, networkError, streamProblem } from './errors.ts'

const asked = { server: 'http://127.0.0.1:11434', model: 'llama3.2:latest' }
const json = 'application/json; charset=utf-8'
const text = 'text/plain'

describe('answerProblem', () => {
  it.each([
    [403, '', '', 'origin_refused'],
    [403, 'text/html', '<h1>Forbidden</h1>', 'forbidden'],
    [401, json, '{"error":"unauthorized"}', 'unauthorized'],
    [302, '', '', 'redirected'],
    [404, json, `{"error":"model 'x:latest' not found"}`, 'model_not_found'],
    [404, json, '{"error":"model \\"x\\" not found, try pulling it first"}', 'model_not_found'],
    [404, text, '404 page not found', 'not_supported'],
    [405, text, '405 method not allowed', 'not_supported'],
    [404, 'text/html', '<html>nginx</html>', 'not_ollama'],
    [400, json, '{"error":"the input length exceeds the context length"}', 'input_too_long'],
    [400, json, '{"error":"input length exceeds maximum context length"}', 'input_too_long'],
    [400, json, '{"error":"\\"all-minilm:22m\\" does not support generate"}', 'generate_unsupported'],
    [400, json, '{"error":"time: missing unit in duration \\"5\\""}', 'keep_alive_invalid'],
    [400, json, '{"error":"invalid input type"}', 'rejected'],
    [500, json, '{"error":{}}', 'server_error'],
    [500, json, '{"error":"model requires more system memory (20 GiB) than is available (8 GiB)"}', 'out_of_memory'],
    [
      501,
      json,
      '{"error":"This server does not support embeddings. Start it with `--embeddings`"}',
      'embedding_unsupported',
    ],
    [502, 'text/html', '<html>Bad gateway</html>', 'unreachable'],
    [503, json, '{"error":"server busy, please try again.  maximum pending requests exceeded"}', 'busy'],
    [418, '', '', 'rejected'],
  ] as const)('%i %s %s is %s', (status, type, body, code) => {
    expect(answerProblem(status, type, body, asked)).toMatchObject({ code, status, params: asked })
  })

  it('keeps the server’s own words, and only so many', () => {
    const told = answerProblem(500, json, JSON.stringify({ error: 'x'.repeat(5000) }), asked)
    expect(told.detail).toHaveLength(2000)
  })
})

describe('streamProblem', () => {
  it.each([
    ['pull model manifest: file does not exist', 'unknown_model'],
    [
      'pull model manifest: Get "https://r/v2/": http: server gave HTTP response to HTTPS client',
      'registry_plain_http',
    ],
    [
      'pull model manifest: Get "http://127.0.0.1:9/": dial tcp 127.0.0.1:9: connect: connection refused',
      'registry_unreachable',
    ],
    [
      'pull model manifest: Get "https://r/": dial tcp: lookup r on 127.0.0.53:53: no such host',
      'registry_unreachable',
    ],
    [
      'pull model manifest: 403: {"errors":[{"code":"DENIED","message":"requested access is denied"}]}',
      'registry_denied',
    ],
    ['pull model manifest: 503: {"errors":[]}', 'registry_error'],
    ['unauthorized: access denied', 'registry_denied'],
    ['max retries exceeded: unexpected EOF', 'retries_exhausted'],
    ['write /models/blobs/sha256-1-partial: no space left on device', 'disk_full'],
    ['digest mismatch, file must be downloaded again: want sha256:1, got sha256:2', 'digest_mismatch'],
    ['EOF', 'parts_broken'],
    ['this model requires MLX support, which is not available', 'needs_mlx'],
    ['open /m/manifests/registry.ollama.ai/library/missing/latest: no such file or directory', 'local_model_missing'],
    ['something nobody has seen before', 'server_error'],
  ] as const)('%s is %s', (words, code) => {
    expect(streamProblem(words, asked)).toMatchObject({ code, detail: words })
  })
})

describe('networkError', () => {
  it.each([
    ['ECONNREFUSED', 'refused'],
    ['ENOTFOUND', 'no_such_name'],
    ['ETIMEDOUT', 'timed_out'],
    ['ECONNRESET', 'reset'],
    ['EHOSTUNREACH', 'unreachable'],
    ['DEPTH_ZERO_SELF_SIGNED_CERT', 'tls'],
    ['ERR_TLS_CERT_ALTNAME_INVALID', 'tls'],
    ['HPE_INVALID_CONSTANT', 'not_ollama'],
    ['ABORT_ERR', 'cancelled'],
    ['EWHATEVER', 'unreachable'],
  ])('%s is %s', (code, expected) => {
    expect(networkError(Object.assign(new Error('told'), { code }), asked).problem.code).toBe(expected)
  })
})

it('tells an error without words from no error', () => {
  expect(errorText({ error: {} })).toBe('')
  expect(errorText({ error: 'no' })).toBe('no')
  expect(errorText({ status: 'success' })).toBeNull()
  expect(errorText('text')).toBeNull()
})
