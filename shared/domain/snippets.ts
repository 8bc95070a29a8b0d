import { literal, quoted, shellQuoted, type Value } from './quoting.ts'

/** What a model is used for. */
export type Task = 'chat' | 'embed'

export interface ModelUse {
  /** Address of the server, without a trailing slash and without user and password. */
  base: string
  model: string
  task: Task
  /** A text to begin with. */
  prompt: string
  /** Only what differs from the model's own. */
  options: UseOptions
  /** How the server lets in other programs: by `OLLAMA_TOKEN`, or by `OLLAMA_USER` and `OLLAMA_PASSWORD`. */
  auth: 'none' | 'bearer' | 'basic'
  /** Whether the server has `/api/embed`, since 0.3; before it was one text a call. */
  hasEmbed: boolean
}

export interface UseOptions {
  /** Tokens. */
  num_ctx?: number
  temperature?: number
  /** A duration in Go's notation, as `5m`. */
  keep_alive?: string
}

/** What an address is for other programs: nobody's user and password are in it. */
export function baseOf(url: string): string {
  return url.replace(/^(https?:\/\/)[^/]*@/i, '$1').replace(/\/+$/, '')
}

/** What a model can be used for by its capabilities: anything if they are unknown. */
export function tasksOf(capabilities: readonly string[] | null): Task[] {
  if (capabilities === null) return ['chat', 'embed']
  return [
    ...(capabilities.includes('completion') ? (['chat'] as const) : []),
    ...(capabilities.includes('embedding') ? (['embed'] as const) : []),
  ]
}

export const apis = ['ollama', 'openai'] as const
/** Ollama's own API, or the one that is compatible with OpenAI's, which takes neither `num_ctx` nor `keep_alive`. */
export type Api = (typeof apis)[number]

/** The options that an API takes for a task. */
export function optionsFor(api: Api, task: Task): (keyof UseOptions)[] {
  const warmth = task === 'chat' ? (['temperature'] as const) : []
  return api === 'openai' ? [...warmth] : ['num_ctx', ...warmth, 'keep_alive']
}

interface Request {
  url: string
  body: Record<string, Value>
  /** Where the text or the vector is in the answer. */
  answer: readonly (string | number)[]
}

/** Ollama's documentation: `docs/api.md`, and `docs/api/openai-compatibility.mdx` for the paths below `/v1`. */
function requestOf(api: Api, { base, model, task, prompt, options, hasEmbed }: ModelUse): Request {
  const takes = optionsFor(api, task)
  const given = (key: keyof UseOptions) => {
    const value = takes.includes(key) ? options[key] : undefined
    return value === undefined ? {} : { [key]: value }
  }
  const messages = [{ role: 'user', content: prompt }]
  if (api === 'openai')
    return task === 'chat'
      ? {
          url: `${base}/v1/chat/completions`,
          body: { model, messages, ...given('temperature') },
          answer: ['choices', 0, 'message', 'content'],
        }
      : { url: `${base}/v1/embeddings`, body: { model, input: prompt }, answer: ['data', 0, 'embedding'] }
  const loader = { ...given('num_ctx'), ...given('temperature') }
  const rest = { ...(Object.keys(loader).length === 0 ? {} : { options: loader }), ...given('keep_alive') }
  if (task === 'chat')
    return {
      url: `${base}/api/chat`,
      body: { model, messages, stream: false, ...rest },
      answer: ['message', 'content'],
    }
  return hasEmbed
    ? { url: `${base}/api/embed`, body: { model, input: prompt, ...rest }, answer: ['embeddings', 0] }
    : { url: `${base}/api/embeddings`, body: { model, prompt, ...rest }, answer: ['embedding'] }
}

export const snippetLanguages = ['curl', 'powershell', 'python', 'javascript'] as const
export type SnippetLanguage = (typeof snippetLanguages)[number]

/**
 * A program that asks the model once and prints its answer. It needs nothing to be installed but its language: curl in a
 * POSIX shell, PowerShell (5.1 or later), Python (3.6) or Node (18). Secrets are read from the environment.
 */
export function snippet(api: Api, language: SnippetLanguage, use: ModelUse): string {
  return writers[language](requestOf(api, use), use.auth)
}

const writers: Record<SnippetLanguage, (request: Request, auth: ModelUse['auth']) => string> = {
  curl,
  powershell,
  python,
  javascript,
}

const pathOf = (answer: Request['answer']) =>
  answer.map((step) => (typeof step === 'number' ? `[${step}]` : `.${step}`))

/** A request as a command of curl in a POSIX shell. */
export function curl(
  { url, body, method = 'POST' }: Pick<Request, 'url' | 'body'> & { method?: string },
  auth: ModelUse['auth'],
): string {
  return [
    `curl ${method === 'POST' ? '' : `-X ${method} `}${shellQuoted(url, 'posix')}`,
    ...(auth === 'bearer' ? ['-H "Authorization: Bearer $OLLAMA_TOKEN"'] : []),
    ...(auth === 'basic' ? ['-u "$OLLAMA_USER:$OLLAMA_PASSWORD"'] : []),
    `-H 'Content-Type: application/json'`,
    `-d ${shellQuoted(literal(body, 'json'), 'posix')}`,
  ].join(' \\\n  ')
}

const powershellHeaders = (auth: ModelUse['auth']) => [
  ...(auth === 'bearer' ? ['$headers = @{ Authorization = "Bearer $env:OLLAMA_TOKEN" }'] : []),
  ...(auth === 'basic'
    ? [
        '$login = [Text.Encoding]::UTF8.GetBytes("${env:OLLAMA_USER}:${env:OLLAMA_PASSWORD}")',
        '$headers = @{ Authorization = "Basic " + [Convert]::ToBase64String($login) }',
      ]
    : []),
]

/**
 * A request as a command of PowerShell (5.1 or later).
 *
 * @param result what comes before the command
 */
export function invokeRestMethod(
  { url, body, method }: Pick<Request, 'url' | 'body'> & { method: string },
  auth: ModelUse['auth'],
  result = '',
): string {
  // No line of the body begins with the end of this kind of text.
  return [
    ...powershellHeaders(auth),
    "$body = @'",
    literal(body, 'json'),
    "'@",
    `${result}Invoke-RestMethod -Method ${method === 'POST' ? 'Post' : 'Delete'} -Uri ${shellQuoted(url, 'powershell')}${auth === 'none' ? '' : ' -Headers $headers'} \``,
    "  -ContentType 'application/json; charset=utf-8' -Body $body",
  ].join('\n')
}

function powershell(request: Request, auth: ModelUse['auth']): string {
  const invoked = invokeRestMethod({ ...request, method: 'POST' }, auth, '$answer = ')
  return `${invoked}\n$answer${pathOf(request.answer).join('')}`
}

function python({ url, body, answer }: Request, auth: ModelUse['auth']): string {
  const headers = [
    '"Content-Type": "application/json"',
    ...(auth === 'bearer' ? ['"Authorization": "Bearer " + os.environ["OLLAMA_TOKEN"]'] : []),
    ...(auth === 'basic' ? ['"Authorization": "Basic " + base64.b64encode(login.encode()).decode()'] : []),
  ]
  const steps = answer.map((step) => `[${typeof step === 'number' ? step : quoted(step, 'python')}]`).join('')
  return [
    ...(auth === 'basic' ? ['import base64'] : []),
    'import json',
    ...(auth === 'none' ? [] : ['import os']),
    'import urllib.request',
    '',
    ...(auth === 'basic' ? ['login = os.environ["OLLAMA_USER"] + ":" + os.environ["OLLAMA_PASSWORD"]'] : []),
    `body = ${literal(body, 'python')}`,
    'request = urllib.request.Request(',
    `  ${quoted(url, 'python')},`,
    '  data=json.dumps(body).encode(),',
    `  headers={ ${headers.join(', ')} },`,
    ')',
    'with urllib.request.urlopen(request) as response:',
    '  answer = json.load(response)',
    `print(answer${steps})`,
  ].join('\n')
}

function javascript({ url, body, answer }: Request, auth: ModelUse['auth']): string {
  const headers = [
    '"Content-Type": "application/json"',
    ...(auth === 'bearer' ? ['Authorization: `Bearer ${process.env.OLLAMA_TOKEN}`'] : []),
    ...(auth === 'basic' ? ['Authorization: `Basic ${btoa(login)}`'] : []),
  ]
  return [
    ...(auth === 'basic' ? ['const login = `${process.env.OLLAMA_USER}:${process.env.OLLAMA_PASSWORD}`'] : []),
    `const response = await fetch(${quoted(url, 'json')}, {`,
    '  method: "POST",',
    `  headers: { ${headers.join(', ')} },`,
    `  body: JSON.stringify(${literal(body, 'json', '  ')}),`,
    '})',
    'if (!response.ok) throw new Error(await response.text())',
    'const answer = await response.json()',
    `console.log(answer${pathOf(answer).join('')})`,
  ].join('\n')
}
