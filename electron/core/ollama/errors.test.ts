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
    [500, json, '{"error":"llama-server process has terminated: signal: killed"}', 'out_of_memory'],
    [
      500,
      json,
      '{"error":"llama-server process has terminated: exit status 1: cudaMalloc failed: out of memory"}',
      'out_of_memory',
    ],
    [400, json, '{"error":"ggml_gallocr: failed to allocate CUDA0 buffer of size 9"}', 'out_of_memory'],
    [500, json, '{"error":"unable to load full model on GPU"}', 'out_of_memory'],
    [500, json, '{"error":"llama-server process has terminated: exit status 127"}', 'server_error'],
    [500, json, '{"error":"this model does not support embeddings"}', 'embedding_unsupported'],
    [501, json, '{"error":"not implemented"}', 'not_passed_on'],
    [500, json, '{"error":{"message":"this model does not support embeddings","code":500}}', 'embedding_unsupported'],
    [502, 'text/html', '<html>Bad gateway</html>', 'gateway_down'],
    [503, 'text/html', '<html>Service Temporarily Unavailable</html>', 'gateway_down'],
    [504, 'text/html', '<html>Gateway timeout</html>', 'gateway_down'],
    [400, 'text/plain; charset=utf-8', 'Client sent an HTTP request to an HTTPS server.\n', 'needs_https'],
    [400, 'text/html', '<h1>400 The plain HTTP request was sent to HTTPS port</h1>', 'needs_https'],
    [407, 'text/html', '', 'unauthorized'],
    [401, json, '{"error":"unauthorized","signin_url":"https://ollama.com/connect"}', 'signin_needed'],
    [503, json, '{"error":"server busy, please try again.  maximum pending requests exceeded"}', 'busy'],
    [429, 'text/html', '<h1>Too many requests</h1>', 'busy'],
    [400, json, '{"error":"embedding models do not support generate"}', 'generate_unsupported'],
    [500, json, '{"error":"input (900 tokens) is too large to process. increase the batch size"}', 'input_too_long'],
    [400, json, '{"error":"embedding contains NaN or Inf values"}', 'vector_not_finite'],
    [500, json, '{"error":"failed to encode response: json: unsupported value: NaN"}', 'vector_not_finite'],
    [418, '', '', 'rejected'],
  ] as const)('%i %s %s is %s', (status, type, body, code) => {
    expect(answerProblem({ status, contentType: type, body }, asked)).toMatchObject({
      code,
      status,
      params: { ...asked, host: '127.0.0.1' },
    })
  })

  it.each(['/api/embed', '/api/embeddings'])('takes 501 as a statement about the model only at %s', (path) => {
    const refusal = { status: 501, contentType: json, body: '{"error":"This server does not support embeddings"}' }
    expect(answerProblem(refusal, { ...asked, path }).code).toBe('embedding_unsupported')
    expect(answerProblem(refusal, { ...asked, path: '/api/pull' }).code).toBe('not_passed_on')
  })

  it('distinguishes a missing credential, with its scheme, from one that is not accepted', () => {
    const refusal = { status: 401, contentType: 'text/html', body: '', challenge: 'Basic realm="box"' }
    expect(answerProblem(refusal, asked)).toMatchObject({ code: 'unauthorized', params: { scheme: 'basic' } })
    expect(answerProblem(refusal, { ...asked, signed: true }).code).toBe('credentials_refused')
  })

  it('takes a JSON 404 for a missing model only if the request named one and the error is Ollama’s', () => {
    const missing = { status: 404, contentType: json, body: '{"detail":"Not Found"}' }
    expect(answerProblem(missing, asked).code).toBe('not_ollama')
    const other = { status: 404, contentType: json, body: '{"error":"no such route"}' }
    expect(answerProblem(other, { server: asked.server }).code).toBe('not_ollama')
  })

  it.each([
    ['https://box.example/ollama/api/tags', 'https://box.example/ollama'],
    ['/other/api/tags?again=1', 'http://127.0.0.1:11434/other'],
    ['https://user:secret@box.example/api/tags', 'https://box.example'],
  ])('names where a redirect to %s leads', (location, right) => {
    const refusal = { status: 301, contentType: '', body: '', location }
    expect(answerProblem(refusal, { ...asked, path: '/api/tags' })).toMatchObject({
      code: 'redirected_to',
      params: { right },
    })
  })

  it.each([undefined, '', 'https://sso.example/login?next=%2Fapi%2Ftags', 'http://['])(
    'names no address where a redirect to %s tells none',
    (location) => {
      const refusal = { status: 302, contentType: '', body: '', location }
      expect(answerProblem(refusal, { ...asked, path: '/api/tags' }).code).toBe('redirected')
    },
  )

  it('names the address to use instead', () => {
    const refusal = { status: 400, contentType: '', body: 'Client sent an HTTP request to an HTTPS server.' }
    expect(answerProblem(refusal, { server: 'http://box/ollama' }).params['right']).toBe('https://box:80/ollama')
  })

  it.each([
    ['http://[::1]:11434', 'https://[::1]:11434'],
    ['http://[2001:db8::1]/ollama', 'https://[2001:db8::1]:80/ollama'],
  ])('keeps the brackets of %s where it names another address', (server, right) => {
    const refusal = { status: 400, contentType: '', body: 'Client sent an HTTP request to an HTTPS server.' }
    expect(answerProblem(refusal, { server }).params['right']).toBe(right)
    const moved = { status: 308, contentType: '', body: '', location: `${right}/api/tags` }
    expect(answerProblem(moved, { server, path: '/api/tags' }).params['right']).toBe(right)
    const plain = networkError(Object.assign(new Error('wrong version number'), { code: 'EPROTO' }), { server: right })
    expect(plain.problem.params['right']).toBe(right.replace('https:', 'http:'))
  })

  it('keeps the server’s text up to a bound', () => {
    const told = answerProblem(
      { status: 500, contentType: json, body: JSON.stringify({ error: 'x'.repeat(5000) }) },
      asked,
    )
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
    ['pull model manifest: 503: {"errors":[]}', 'registry_busy'],
    ['pull model manifest: 429: slow down', 'registry_busy'],
    ['pull model manifest: 503: upstream connect error: connection refused', 'registry_busy'],
    ['Head "https://r:503/v2/": dial tcp 10.0.0.1:503: i/o timeout', 'registry_unreachable'],
    ['pull model manifest: 429: {"error":"We had to rate limit your IP"}', 'registry_rate_limited'],
    ['429: Too Many Requests', 'registry_rate_limited'],
    [
      'pull model manifest: 412: \n\nThe model you are attempting to pull requires a newer version of Ollama.\n\n',
      'server_too_old',
    ],
    [
      'pull model manifest: 400: {"error":"The specified tag is a sharded GGUF. Ollama does not support this yet."}',
      'sharded',
    ],
    [
      'pull model manifest: 400: {"error":"The specified tag is not available in the repository."}',
      'registry_rejected',
    ],
    ['pull model manifest: 401: {"error":"Invalid username or password."}', 'registry_denied'],
    ['unauthorized: access denied', 'registry_denied'],
    ['401', 'registry_denied'],
    ['max retries exceeded: status 403', 'registry_denied'],
    ['unexpected status code 502', 'registry_error'],
    ['http status 413 Request Entity Too Large: <html>', 'registry_rejected'],
    ['Get "https://r/v2/l/m/manifests/1": EOF', 'registry_unreachable'],
    [
      'Get "https://r/v2/": tls: failed to verify certificate: x509: certificate signed by unknown authority',
      'registry_certificate',
    ],
    ['mkdir /models/blobs: permission denied', 'store_unwritable'],
    ['open C:\\models\\blobs\\sha256-1-partial: Access is denied.', 'store_unwritable'],
    ['open /models/blobs/sha256-1: read-only file system', 'store_unwritable'],
    ['open /models/blobs/sha256-1: no such file or directory', 'server_error'],
    [
      'open C:\\models\\manifests\\registry.ollama.ai\\me\\m\\1: The system cannot find the path specified.',
      'local_model_missing',
    ],
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

  it.each([
    [
      'pull model manifest: realm host "huggingface.co" does not match original host "hf.co"',
      'registry_realm_mismatch',
      { realm: 'huggingface.co', original: 'hf.co' },
    ],
    [
      'Head "https://us.aws.cdn.hf.co/xet/6a51?access denied": blocked redirect to a different host',
      'registry_redirect_blocked',
      {},
    ],
    ['unexpected status code 302', 'registry_redirect_status', { status: '302' }],
    ['max retries exceeded: unexpected status code 301', 'registry_redirect_status', { status: '301' }],
    ['http: no Location header in response', 'registry_no_location', {}],
    ['Get "?ts=1&nonce=429": unsupported protocol scheme ""', 'registry_no_scheme', {}],
    ['max retries exceeded: Patch "/v2/a/b/blobs/uploads/1": unsupported protocol scheme ""', 'registry_no_scheme', {}],
  ] as const)('%s is %s, of pull and push', (words, code, params) => {
    for (const kind of ['pull', 'push'] as const)
      expect(streamProblem(words, { ...asked, kind })).toMatchObject({
        code,
        params: { ...asked, registry: 'ollama.com', ...params },
        retryable: false,
      })
  })

  it.each([
    ['file does not exist', 'server_error'],
    ['404: {"errors":[{"code":"NAME_UNKNOWN","message":"no such repository"}]}', 'registry_rejected'],
  ] as const)('%s is about the namespace only at the end of a push', (words, code) => {
    expect(streamProblem(words, { ...asked, kind: 'push' }).code).toBe('registry_namespace_unknown')
    expect(streamProblem(words, { ...asked, kind: 'pull' }).code).toBe(code)
  })

  it.each([
    ['hf.co/user/model:Q4_K_M', 'Hugging Face'],
    ['llama3.2', 'ollama.com'],
    ['registry.example.org:5000/team/m', 'registry.example.org:5000'],
  ])('names the registry of %s', (model, registry) => {
    expect(streamProblem('429: rate limit', { ...asked, model }).params).toMatchObject({ registry })
  })
})

describe('networkError', () => {
  it.each([
    ['ECONNREFUSED', 'refused'],
    ['ENOTFOUND', 'no_such_name'],
    ['EAI_AGAIN', 'name_lookup_failed'],
    ['ETIMEDOUT', 'connect_timed_out'],
    ['ECONNRESET', 'reset'],
    ['EHOSTUNREACH', 'unreachable'],
    ['DEPTH_ZERO_SELF_SIGNED_CERT', 'certificate_untrusted'],
    ['SELF_SIGNED_CERT_IN_CHAIN', 'certificate_untrusted'],
    ['UNABLE_TO_VERIFY_LEAF_SIGNATURE', 'certificate_untrusted'],
    ['UNABLE_TO_GET_ISSUER_CERT_LOCALLY', 'certificate_untrusted'],
    ['ERR_TLS_CERT_ALTNAME_INVALID', 'certificate_name'],
    ['CERT_HAS_EXPIRED', 'certificate_expired'],
    ['CERT_NOT_YET_VALID', 'certificate_expired'],
    ['CERTIFICATE_CHANGED', 'certificate_changed'],
    ['CERT_REVOKED', 'tls'],
    ['ERR_SSL_TLSV1_ALERT_PROTOCOL_VERSION', 'tls'],
    ['HPE_INVALID_CONSTANT', 'not_ollama'],
    ['ABORT_ERR', 'cancelled'],
    ['EWHATEVER', 'unreachable'],
  ])('%s is %s', (code, expected) => {
    expect(networkError(Object.assign(new Error('told'), { code }), asked).problem.code).toBe(expected)
  })
})

it.each([
  'write EPROTO 808C:error:0A00010B:SSL routines:ssl3_get_record:wrong version number:../ssl3_record.c:350:',
  'write EPROTO 4349:error:100000f7:SSL routines:OPENSSL_internal:WRONG_VERSION_NUMBER:../tls_record.cc:231:',
])('an answer in plain http to https: %s', (message) => {
  const error = Object.assign(new Error(message), { code: 'EPROTO' })
  expect(networkError(error, { server: 'https://box' }).problem).toMatchObject({
    code: 'plain_http',
    params: { right: 'http://box:443' },
  })
  expect(networkError(error, { server: 'http://box' }).problem.code).toBe('tls')
})

it('distinguishes an error without text from no error', () => {
  expect(errorText({ error: {} })).toBe('')
  expect(errorText({ error: 'no' })).toBe('no')
  expect(errorText({ status: 'success' })).toBeNull()
  expect(errorText('text')).toBeNull()
})
