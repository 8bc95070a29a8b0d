import { environmentLine, quoted, shellQuoted, type Shell } from './quoting.ts'
import type { ModelUse } from './snippets.ts'

/** Since which release of Ollama an API is there that is compatible with another one. */
export const compatibleSince = {
  /** https://ollama.com/blog/openai-compatibility */
  openai: '0.1.24',
  /** https://ollama.com/blog/claude */
  anthropic: '0.14.0',
} as const

/** A program, or a library for programs, and what makes it use a model. */
export interface ClientSetup {
  id: 'ollama' | 'openai' | 'claude' | 'openWebui' | 'litellm' | 'aider' | 'langchain'
  text: string
  /** The API it needs, if it is not Ollama's own. */
  api: keyof typeof compatibleSince | null
}

/** Stands for a token that a server does not ask for, with programs that do not start without one. */
const ANY_TOKEN = 'ollama'

/**
 * How well-known programs are told to use a model, by their own documentation. Left out are those that cannot sign in to
 * the server, and those that have no use for such a model.
 */
export function clientSetups(use: ModelUse, shell: Shell): ClientSetup[] {
  const { base, model, task, auth } = use
  const set = (name: string, value: Parameters<typeof environmentLine>[1]) => environmentLine(name, value, shell)
  const secret = { variable: 'OLLAMA_TOKEN' }
  const token = auth === 'bearer' ? secret : ANY_TOKEN
  const isOpen = auth === 'none'
  const takesToken = auth !== 'basic'
  const isChat = task === 'chat'
  const named = shellQuoted(model, shell)
  const routed = shellQuoted(`${isChat ? 'ollama_chat' : 'ollama'}/${model}`, shell)
  const litellm = [set('OLLAMA_API_BASE', base), ...(auth === 'bearer' ? [set('OLLAMA_API_KEY', secret)] : [])]
  const setups: { id: ClientSetup['id']; isFor: boolean; api?: ClientSetup['api']; lines: string[] }[] = [
    {
      // https://docs.ollama.com/faq
      id: 'ollama',
      isFor: isOpen,
      lines: [
        set('OLLAMA_HOST', base),
        isChat ? `ollama run ${model.startsWith('-') ? '-- ' : ''}${named}` : 'ollama ls',
      ],
    },
    {
      // https://github.com/openai/openai-python and https://github.com/openai/openai-node
      id: 'openai',
      isFor: takesToken,
      api: 'openai',
      lines: [set('OPENAI_BASE_URL', `${base}/v1`), set('OPENAI_API_KEY', token)],
    },
    {
      // https://docs.ollama.com/integrations/claude-code
      id: 'claude',
      isFor: takesToken && isChat,
      api: 'anthropic',
      lines: [
        set('ANTHROPIC_BASE_URL', base),
        set('ANTHROPIC_AUTH_TOKEN', token),
        set('ANTHROPIC_API_KEY', ''),
        `claude --model ${named}`,
      ],
    },
    {
      // https://docs.openwebui.com/getting-started/env-configuration
      id: 'openWebui',
      isFor: isOpen,
      lines: [set('OLLAMA_BASE_URL', base)],
    },
    {
      // https://docs.litellm.ai/docs/providers/ollama
      id: 'litellm',
      isFor: takesToken,
      lines: [...litellm, `litellm --model ${routed}`],
    },
    {
      // https://aider.chat/docs/llms/ollama.html
      id: 'aider',
      isFor: takesToken && isChat,
      lines: [...litellm, `aider --model ${routed}`],
    },
    { id: 'langchain', isFor: takesToken, lines: langchain(use) },
  ]
  return setups.flatMap(({ id, isFor, api = null, lines }) => (isFor ? [{ id, api, text: lines.join('\n') }] : []))
}

/** https://reference.langchain.com/python/integrations/langchain_ollama */
function langchain({ base, model, task, options, auth }: ModelUse): string[] {
  const { num_ctx, temperature, keep_alive } = options
  const [variable, name] = task === 'chat' ? ['llm', 'ChatOllama'] : ['embeddings', 'OllamaEmbeddings']
  const text = (value: string) => quoted(value, 'python')
  const values = [
    ['model', text(model)],
    ['base_url', text(base)],
    ['num_ctx', num_ctx],
    ...(task === 'chat'
      ? ([
          ['temperature', temperature],
          ['keep_alive', keep_alive === undefined ? undefined : text(keep_alive)],
        ] as const)
      : []),
    [
      'client_kwargs',
      auth === 'bearer' ? '{ "headers": { "Authorization": "Bearer " + os.environ["OLLAMA_TOKEN"] } }' : undefined,
    ],
  ] as const
  return [
    ...(auth === 'bearer' ? ['import os', ''] : []),
    `from langchain_ollama import ${name}`,
    '',
    `${variable} = ${name}(`,
    ...values.flatMap(([key, value]) => (value === undefined ? [] : [`  ${key}=${value},`])),
    ')',
  ]
}
